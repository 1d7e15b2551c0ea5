package apierror_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
)

func TestIsComparesNameAndText(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("wrapped: %w", apierror.ExpiredCode())
	assert.ErrorIs(t, err, apierror.ErrExpiredCode, "a target without a text matches the name")
	assert.ErrorIs(t, err, apierror.ExpiredCode())
	assert.NotErrorIs(t, err, apierror.SoftwareTokenCodeUsed(), "another text")
	assert.NotErrorIs(t, err, apierror.ErrCodeMismatch, "another name")
}

// Every error that the client causes has status 400, also errors with names such as NotFound.
func TestErrorsOfTheClientHaveStatus400(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]int{
		apierror.InvalidParameter("x"):        400,
		apierror.ResourceNotFound("x"):        400,
		apierror.MissingAuthenticationToken(): 400,
		apierror.TooManyRequests():            400,
		apierror.RequestTimeout():             408,
		apierror.RequestEntityTooLarge(1):     413,
		apierror.Internal(errors.New("x")):    500,
	} {
		e, ok := errors.AsType[*apierror.Exception](err)
		assert.True(t, ok)
		assert.Equal(t, want, e.Status, e.Name)
	}
}
