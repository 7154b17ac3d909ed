resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = "sg-0123456789abcdef0"
  description = "HTTPS from the load balancers"
  cidr_ipv4 = "10.0.0.0/16"
  ip_protocol = "tcp"
  from_port = 443
  to_port = 443
}
