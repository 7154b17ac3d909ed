resource "aws_nat_gateway" "main" {
  subnet_id = "subnet-1"
}

moved {
  from = aws_nat_gateway.this
  to   = aws_nat_gateway.main
}
