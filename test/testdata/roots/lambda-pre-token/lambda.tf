# The app's pipeline builds the archive from src/. It is committed, because it has no dependencies.
resource "aws_lambda_function" "pre_token" {
  function_name    = "${local.name}-pre-token"
  role             = aws_iam_role.pre_token.arn
  filename         = "${path.module}/pre_token.zip"
  source_code_hash = filebase64sha256("${path.module}/pre_token.zip")
  runtime          = "nodejs20.x"
  handler          = "index.handler"
  timeout          = 5

  environment {
    variables = {
      DEFAULT_TENANT = var.default_tenant
    }
  }

  depends_on = [aws_cloudwatch_log_group.pre_token]
}

resource "aws_cloudwatch_log_group" "pre_token" {
  name              = "/aws/lambda/${local.name}-pre-token"
  retention_in_days = 30
}

resource "aws_lambda_permission" "cognito" {
  statement_id  = "AllowCognito"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.pre_token.function_name
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.users.arn
}
