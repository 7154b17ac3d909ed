resource "aws_autoscaling_group" "web" {
  min_size         = 1
  desired_capacity = 2
  max_size         = 6
}
