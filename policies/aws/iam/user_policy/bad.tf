resource "aws_iam_user_policy_attachment" "ana" {
  user       = "ana"
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
