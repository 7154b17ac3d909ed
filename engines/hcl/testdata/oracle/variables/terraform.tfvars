from_tfvars = "7"
plain = "q"
