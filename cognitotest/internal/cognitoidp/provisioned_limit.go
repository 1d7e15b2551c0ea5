package cognitoidp

import (
	"cmp"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/apierror"
	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/requestrate"
)

// limitDefinition is the LimitDefinitionType of the API. LimitClass has one value.
type limitDefinition struct {
	LimitClass string
	Attributes map[string]string
}

type provisionedLimitRequest struct {
	LimitDefinition     limitDefinition
	RequestedLimitValue int
}

// limit is the LimitType of the API, in requests a second.
type limit struct {
	LimitDefinition       limitDefinition
	ProvisionedLimitValue int
	FreeLimitValue        int
}

// categoryAttribute is the key in Attributes of the name of a category.
const categoryAttribute = "Category"

// quota returns the category that a definition names. Only adjustable quotas have a provisioned
// limit (developer guide, "Quotas in Amazon Cognito"). The texts of all errors about limits are
// unspecified.
func (d limitDefinition) quota() (category string, q requestrate.Quota, err error) {
	category, named := d.Attributes[categoryAttribute]
	if !named || len(d.Attributes) > 1 {
		return "", q, apierror.InvalidParameter("LimitDefinition.Attributes must have the key %s and no other key.", categoryAttribute)
	}
	q, known := requestrate.QuotaOf(category)
	if !known {
		return "", q, apierror.ResourceNotFound("The API category %s does not exist.", category)
	}
	if !q.Adjustable {
		return "", q, apierror.InvalidParameter("The limit of the API category %s is not adjustable.", category)
	}
	return category, q, nil
}

func (c *call) limitResponse(definition limitDefinition, category string, q requestrate.Quota) any {
	return map[string]any{"Limit": limit{
		LimitDefinition: definition, FreeLimitValue: q.Default,
		ProvisionedLimitValue: cmp.Or(c.Store.ProvisionedLimit(c.region, category), q.Default),
	}}
}

func getProvisionedLimit(c *call, in provisionedLimitRequest) (any, error) {
	category, q, err := in.LimitDefinition.quota()
	if err != nil {
		return nil, err
	}
	return c.limitResponse(in.LimitDefinition, category, q), nil
}

// updateProvisionedLimit accepts rates from the default quota to the account's maximum
// (API_UpdateProvisionedLimit). The developer guide also mentions "a lower value" than the
// default; the emulator rejects it (unspecified).
func updateProvisionedLimit(c *call, in provisionedLimitRequest) (any, error) {
	category, q, err := in.LimitDefinition.quota()
	if err != nil {
		return nil, err
	}
	maximum := max(q.Default, c.MaxRates[category])
	switch requested := in.RequestedLimitValue; {
	case requested < q.Default:
		return nil, apierror.InvalidParameter("RequestedLimitValue must be at least %d, the default limit of %s.", q.Default, category)
	case requested > maximum:
		return nil, apierror.ServiceQuotaExceeded("RequestedLimitValue must be at most %d, the account-level maximum limit of %s. Request a quota increase in Service Quotas.", maximum, category)
	}
	if err := c.Store.ProvisionLimit(c.region, category, in.RequestedLimitValue); err != nil {
		return nil, err
	}
	return c.limitResponse(in.LimitDefinition, category, q), nil
}

var provisionedLimitActions = []action{
	on("GetProvisionedLimit", getProvisionedLimit),
	on("UpdateProvisionedLimit", updateProvisionedLimit),
}
