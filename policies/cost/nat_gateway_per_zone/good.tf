resource "aws_nat_gateway" "this" {
  allocation_id = "eipalloc-0"
  subnet_id     = "subnet-0"
  tags          = { Environment = "dev" }
}
