module github.com/apparentlymart/go-textseg/v15

go 1.26.0

require tollgate.dev/textseg v0.0.0
