resource "aws_ecs_service" "app" {
  name            = "app"
  task_definition = "app:1"

  network_configuration {
    subnets          = ["subnet-0123456789abcdef0"]
    assign_public_ip = true
  }
}
