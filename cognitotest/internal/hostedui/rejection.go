package hostedui

import (
	"errors"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/signin"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// reject adds an error to a page: its text, and which of the form's fields are wrong. fields are the
// fields that a user can fill in, in the order of the page. Without an error the page does not change.
func (v *view) reject(client userpool.Client, err error, fields ...string) {
	if err == nil {
		return
	}
	err = hideUnknownUser(client, err)
	v.Message = errorText(client, err)
	for _, name := range fields {
		if concerns(err, name) {
			v.Wrong = append(v.Wrong, name)
		}
	}
}

// hideUnknownUser returns the error of a wrong password in place of the error for an unknown user, if the
// client hides unknown users. So neither the text nor the wrong fields of a page reveal them.
func hideUnknownUser(client userpool.Client, err error) error {
	if client.HidesUnknownUsers() && errors.Is(err, apierror.ErrUserNotFound) {
		return apierror.NotAuthorized("Incorrect username or password.")
	}
	return err
}

// concerns reports whether an error is about a field.
func concerns(err error, field string) bool {
	switch {
	case errors.Is(err, errPasswordsDiffer):
		return field == "confirmPassword" || field == "confirm_password"
	case errors.Is(err, apierror.ErrInvalidPassword), errors.Is(err, apierror.ErrPasswordHistory), errors.Is(err, errPasswordSpaces):
		return field == "password" || field == "new_password"
	case errors.Is(err, apierror.ErrCodeMismatch), errors.Is(err, apierror.ErrExpiredCode):
		return field == "code"
	case errors.Is(err, apierror.ErrUserNotFound), errors.Is(err, apierror.ErrUsernameExists):
		return field == "username"
	case errors.Is(err, apierror.ErrNotAuthorized): // the page does not say which of them is wrong
		return field == "username" || field == "password"
	}
	exception, ok := errors.AsType[*apierror.Exception](err)
	if !ok {
		return false
	}
	// The texts for invalid values name the attribute, or begin with "Username".
	named, _ := regexp.MatchString(`(?i)\b`+regexp.QuoteMeta(attributeOf(field))+`\b`, exception.Message)
	return named
}

// errorText returns the text of an error for the user.
func errorText(client userpool.Client, err error) string {
	err = hideUnknownUser(client, err)
	if _, ok := errors.AsType[signin.NotOffered](err); ok {
		return "Choose one of the options." // the text is the emulator's own; a browser cannot send another choice
	}
	if exception, ok := errors.AsType[*apierror.Exception](err); ok {
		return exception.Message
	}
	return err.Error()
}

// ErrorID returns the id of the element with the message.
func (v view) ErrorID() string { return "error" + v.Copy }

// FieldState returns the attributes of a field that depend on the request: whether it is wrong, the elements
// that describe it, and whether it has the focus, as the first wrong field does.
func (v view) FieldState(name string, describedBy ...string) template.HTMLAttr {
	var state string
	wrong := slices.Contains(v.Wrong, name)
	if wrong {
		state, describedBy = ` aria-invalid="true"`, append([]string{v.ErrorID()}, describedBy...)
	}
	if len(describedBy) > 0 {
		state += ` aria-describedby="` + template.HTMLEscapeString(strings.Join(describedBy, " ")) + `"`
	}
	if wrong && v.Wrong[0] == name {
		state += ` autofocus`
	}
	return template.HTMLAttr(state)
}

// As returns the view for one of several copies of a form on a page, whose ids have different suffixes.
func (v view) As(name string) view {
	v.Copy = "-" + name
	return v
}
