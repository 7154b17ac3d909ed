resource "aws_nat_gateway" "this" {
  count         = 3
  allocation_id = "eipalloc-${count.index}"
  subnet_id     = "subnet-${count.index}"
  tags          = { Environment = "dev" }
}
