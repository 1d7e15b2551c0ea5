mock_provider "aws" {}

variables {
  user_pool_id = "eu-west-1_AbCdEfGhI"
  css          = ".banner-customizable { background-color: #102030; }"
}

run "a_style_sheet_for_every_client" {
  command = plan

  assert {
    condition = (
      aws_cognito_user_pool_ui_customization.this.client_id == "ALL" &&
      aws_cognito_user_pool_ui_customization.this.css == ".banner-customizable { background-color: #102030; }"
    )
    error_message = "The style sheet must reach the pages of all clients."
  }

  assert {
    condition     = aws_cognito_user_pool_ui_customization.this.image_file == null
    error_message = "No logo is sent without one."
  }
}

run "a_logo_for_one_client" {
  command = plan

  variables {
    client_id  = "1example23456789"
    css        = null
    image_file = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  }

  assert {
    condition = (
      aws_cognito_user_pool_ui_customization.this.client_id == "1example23456789" &&
      startswith(aws_cognito_user_pool_ui_customization.this.image_file, "iVBORw0KGgo")
    )
    error_message = "The logo must reach the client's pages."
  }

  assert {
    condition     = aws_cognito_user_pool_ui_customization.this.css == null
    error_message = "No style sheet is sent without one."
  }

  assert {
    condition     = terraform_data.target.input == "eu-west-1_AbCdEfGhI 1example23456789"
    error_message = "Another client must replace the look, or the former one's stays."
  }
}

run "a_style_sheet_with_comments_and_lists" {
  command = plan

  variables {
    css = <<-CSS
      /* The house's colours: .header { } is not ours,
         and neither is body { }. */
      .submitButton-customizable, .submitButton-customizable:hover {
        color: white;
        background-color: #102030;
      }
      .inputField-customizable:focus { border-color: #102030; } /* end */
    CSS
  }

  assert {
    condition     = local.used_selectors != null && length(local.foreign_selectors) == 0
    error_message = "Comments are no selectors, and a list has several."
  }
}

run "an_import_is_rejected" {
  command = plan

  variables {
    css = "@import url(\"https://example.com/house.css\");"
  }

  expect_failures = [var.css]
}

run "a_style_sheet_of_more_than_3_kilobytes_is_rejected" {
  command = plan

  variables {
    css = ".banner-customizable { color: white; ${format("%3072s", "")} }"
  }

  expect_failures = [var.css]
}

run "the_name_of_an_image_is_rejected" {
  command = plan

  variables {
    image_file = "logo.png"
  }

  expect_failures = [var.image_file]
}

run "another_kind_of_image_is_rejected" {
  command = plan

  variables {
    image_file = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
  }

  expect_failures = [var.image_file]
}

run "an_image_of_more_than_100_kilobytes_is_rejected" {
  command = plan

  variables {
    image_file = "iVBORw0KGgo${replace(format("%136528s", ""), " ", "A")}"
  }

  expect_failures = [var.image_file]
}

run "the_name_of_a_client_is_rejected" {
  command = plan

  variables {
    client_id = "web app"
  }

  expect_failures = [var.client_id]
}
