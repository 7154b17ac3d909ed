package hcl

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func manyResources(count int) string {
	var text strings.Builder
	text.WriteString(`variable "env" { default = "prod" }
locals { tags = { env = var.env, team = "pay" } }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
`)
	for i := range count {
		fmt.Fprintf(&text, `resource "aws_instance" "i%d" {
  ami           = "ami-123"
  instance_type = var.env == "prod" ? "m5.large" : "t3.micro"
  subnet_id     = aws_vpc.v.id
  tags          = merge(local.tags, { Name = "i-${var.env}-%d" })
  root_block_device {
    volume_size = %d
    encrypted   = true
  }
}
`, i, i, i%100+8)
	}
	return text.String()
}

// BenchmarkResources evaluates one root; the time grows with the number of its resources.
func BenchmarkResources(b *testing.B) {
	for _, count := range []int{50, 500, 2000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			request := marshalled(b, files{"main.tf": manyResources(count)}.request(rootRequest{Path: "."}))
			for b.Loop() {
				Handle(request)
			}
		})
	}
}

// BenchmarkRoots evaluates many small roots that share a module.
func BenchmarkRoots(b *testing.B) {
	tree, roots := files{"modules/m/main.tf": manyResources(2)}, []rootRequest{}
	for i := range 200 {
		name := fmt.Sprintf("r%d", i)
		tree[name+"/main.tf"] = manyResources(1) + "module \"m\" { source = \"../modules/m\" }\n"
		roots = append(roots, rootRequest{Path: name})
	}
	request := marshalled(b, tree.request(roots...))
	for b.Loop() {
		Handle(request)
	}
}

func marshalled(b testing.TB, request evaluateRequest) []byte {
	text, err := json.Marshal(request)
	if err != nil {
		b.Fatal(err)
	}
	return text
}
