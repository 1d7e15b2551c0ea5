mock_provider "aws" {}

variables {
  user_pool_id = "eu-west-1_AbCdEfGhI"
  client_id    = "1example23456789"
}

run "the_style_that_cognito_provides" {
  command = plan

  assert {
    condition = (
      aws_cognito_managed_login_branding.this.use_cognito_provided_values == true &&
      aws_cognito_managed_login_branding.this.settings == null
    )
    error_message = "Without settings Cognito's own values must be asked for."
  }

  assert {
    condition = (
      aws_cognito_managed_login_branding.this.client_id == "1example23456789" &&
      length(aws_cognito_managed_login_branding.this.asset) == 0
    )
    error_message = "The client must reach the style, and no image."
  }
}

run "a_style_and_images_of_the_callers_own" {
  command = plan

  variables {
    settings = jsonencode({ components = { pageBackground = { image = { enabled = true } } } })
    assets = {
      background = { category = "PAGE_BACKGROUND", color_mode = "DARK", extension = "PNG", bytes = "iVBORw0KGgo=" }
      logo       = { category = "FORM_LOGO", extension = "SVG", resource_id = "house-logo" }
    }
  }

  assert {
    condition     = jsondecode(aws_cognito_managed_login_branding.this.settings).components.pageBackground.image.enabled
    error_message = "The settings must reach the style."
  }

  assert {
    condition = {
      for asset in aws_cognito_managed_login_branding.this.asset :
      asset.category => jsonencode([asset.color_mode, asset.extension, asset.bytes, asset.resource_id])
      } == {
      PAGE_BACKGROUND = jsonencode(["DARK", "PNG", "iVBORw0KGgo=", null])
      FORM_LOGO       = jsonencode(["DYNAMIC", "SVG", null, "house-logo"])
    }
    error_message = "Each image must reach the style."
  }
}

run "the_name_of_a_client_is_rejected" {
  command = plan

  variables {
    client_id = "web app"
  }

  expect_failures = [var.client_id]
}

run "settings_that_are_no_json_are_rejected" {
  command = plan

  variables {
    settings = "dark"
  }

  expect_failures = [var.settings]
}

run "a_list_as_settings_is_rejected" {
  command = plan

  variables {
    settings = "[]"
  }

  expect_failures = [var.settings]
}

run "forty_one_assets_are_rejected" {
  command = plan

  variables {
    # No two for the same place.
    assets = {
      for n, place in slice(setproduct([
        "FAVICON_SVG", "EMAIL_GRAPHIC", "SMS_GRAPHIC", "AUTH_APP_GRAPHIC", "PASSWORD_GRAPHIC", "PASSKEY_GRAPHIC", "PAGE_HEADER_LOGO",
        "PAGE_HEADER_BACKGROUND", "PAGE_FOOTER_LOGO", "PAGE_FOOTER_BACKGROUND", "PAGE_BACKGROUND",
        "FORM_BACKGROUND", "FORM_LOGO", "IDP_BUTTON_ICON",
      ], ["LIGHT", "DARK", "DYNAMIC"]), 0, 41) :
      "image-${n}" => { category = place[0], color_mode = place[1], extension = "SVG", resource_id = "image-${n}" }
    }
  }

  expect_failures = [var.assets]
}

run "an_unknown_category_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "LOGO", extension = "PNG", bytes = "iVBORw0KGgo=" } }
  }

  expect_failures = [var.assets]
}

run "an_unknown_color_mode_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FORM_LOGO", extension = "PNG", color_mode = "GREY", bytes = "iVBORw0KGgo=" } }
  }

  expect_failures = [var.assets]
}

run "an_unknown_extension_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FORM_LOGO", extension = "GIF", bytes = "iVBORw0KGgo=" } }
  }

  expect_failures = [var.assets]
}

run "an_icon_file_as_a_logo_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FORM_LOGO", extension = "ICO", bytes = "iVBORw0KGgo=" } }
  }

  expect_failures = [var.assets]
}

run "a_favicon_of_another_kind_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FAVICON_SVG", extension = "PNG", bytes = "iVBORw0KGgo=" } }
  }

  expect_failures = [var.assets]
}

run "an_asset_without_an_image_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FORM_LOGO", extension = "PNG" } }
  }

  expect_failures = [var.assets]
}

run "an_asset_with_two_images_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FORM_LOGO", extension = "PNG", bytes = "iVBORw0KGgo=", resource_id = "house-logo" } }
  }

  expect_failures = [var.assets]
}

run "the_name_of_an_image_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FORM_LOGO", extension = "PNG", bytes = "logo.png" } }
  }

  expect_failures = [var.assets]
}

run "a_malformed_resource_id_is_rejected" {
  command = plan

  variables {
    assets = { logo = { category = "FORM_LOGO", extension = "PNG", resource_id = "house/logo" } }
  }

  expect_failures = [var.assets]
}

run "two_images_for_one_place_are_rejected" {
  command = plan

  variables {
    assets = {
      first  = { category = "FORM_LOGO", extension = "PNG", bytes = "iVBORw0KGgo=" }
      second = { category = "FORM_LOGO", extension = "SVG", resource_id = "house-logo" }
    }
  }

  expect_failures = [var.assets]
}

run "images_without_a_style_of_ones_own_are_rejected" {
  command = plan

  variables {
    assets = {
      logo = { category = "FORM_LOGO", extension = "SVG", bytes = "PHN2Zy8+" }
    }
  }

  expect_failures = [aws_cognito_managed_login_branding.this]
}

run "numbers_are_written_as_the_provider_reads_them" {
  command = plan

  variables {
    settings = "{\"components\": {\"form\": {\"borderRadius\": 4.0}}}"
  }

  assert {
    condition     = aws_cognito_managed_login_branding.this.settings == "{\"components\":{\"form\":{\"borderRadius\":4}}}"
    error_message = "4.0 would come back as 4."
  }
}
