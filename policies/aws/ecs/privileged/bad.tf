resource "aws_ecs_task_definition" "app" {
  family = "app"
  container_definitions = jsonencode([{
    name       = "app"
    image      = "example/app:1.2.3"
    privileged = true
  }])
}
