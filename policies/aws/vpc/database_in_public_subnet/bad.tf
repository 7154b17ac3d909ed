resource "aws_internet_gateway" "main" {
  vpc_id = "vpc-0a1b2c3d4e5f67890"
}

resource "aws_subnet" "public" {
  count      = 2
  vpc_id     = "vpc-0a1b2c3d4e5f67890"
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}

resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = "vpc-0a1b2c3d4e5f67890"
  cidr_block = cidrsubnet("10.0.0.0/16", 8, 100 + count.index)
}

resource "aws_route_table" "public" {
  vpc_id = "vpc-0a1b2c3d4e5f67890"

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_db_instance" "db" {
  identifier                  = "db"
  engine                      = "postgres"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.db.name
}
