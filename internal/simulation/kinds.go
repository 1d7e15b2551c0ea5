package simulation

import "strings"

// kind contains the templates for the id, the ARN and other attributes of a resource type. In a
// template, {partition}, {region}, {account} and {service} are the parts of an ARN, {name} is the
// name in the configuration, {uuid} and {hex} are parts that the service generates, {id} and {arn}
// are the id and the ARN of the resource, and any other word is the attribute with that name.
type kind struct {
	arnOf string            // template for the ARN
	id    string            // template for the id; default {name}
	texts map[string]string // templates by attribute
}

// kinds are the types whose ids and ARNs other resources or users read. For any other type the
// ARN is arn:{partition}:{service}:{region}:{account}:{type}/{name}.
//
// Sources: "Resource types defined by" each service in the Service Authorization Reference
// for the ARNs, and the section "Attribute Reference" of each resource in the documentation
// of hashicorp/aws for the ids.
var kinds = map[string]kind{
	"aws_acm_certificate": {
		arnOf: "arn:{partition}:acm:{region}:{account}:certificate/{uuid}", id: "{arn}",
		texts: map[string]string{
			// A validation record has the type CNAME ("DNS validation" in the user guide of ACM).
			"resource_record_type":  "CNAME",
			"resource_record_name":  "_{hex}.{domain_name}.",
			"resource_record_value": "_{hex}.acm-validations.aws.",
			"status":                "ISSUED", "type": "AMAZON_ISSUED", "key_algorithm": "RSA_2048", "renewal_eligibility": "INELIGIBLE",
		},
	},
	"aws_api_gateway_authorizer": {id: "{hex}"},
	"aws_api_gateway_deployment": {id: "{hex}", texts: map[string]string{"execution_arn": "arn:{partition}:execute-api:{region}:{account}:{rest_api_id}/", "invoke_url": "https://{rest_api_id}.execute-api.{region}.amazonaws.com/"}},
	"aws_api_gateway_method":     {id: "agm-{rest_api_id}-{resource_id}-{http_method}"},
	"aws_api_gateway_resource":   {id: "{hex}", texts: map[string]string{"path": "/{path_part}"}},
	"aws_api_gateway_rest_api": {
		arnOf: "arn:{partition}:apigateway:{region}::/restapis/{id}", id: "{hex}",
		texts: map[string]string{"execution_arn": "arn:{partition}:execute-api:{region}:{account}:{id}", "root_resource_id": "{hex}"},
	},
	"aws_api_gateway_stage": {
		arnOf: "arn:{partition}:apigateway:{region}::/restapis/{rest_api_id}/stages/{stage_name}", id: "ags-{rest_api_id}-{stage_name}",
		texts: map[string]string{"execution_arn": "arn:{partition}:execute-api:{region}:{account}:{rest_api_id}/{stage_name}", "invoke_url": "https://{rest_api_id}.execute-api.{region}.amazonaws.com/{stage_name}"},
	},
	"aws_apigatewayv2_api": {
		arnOf: "arn:{partition}:apigateway:{region}::/apis/{id}", id: "{hex}",
		texts: map[string]string{"execution_arn": "arn:{partition}:execute-api:{region}:{account}:{id}", "api_endpoint": "https://{id}.execute-api.{region}.amazonaws.com"},
	},
	"aws_apigatewayv2_authorizer":  {id: "{hex}"},
	"aws_apigatewayv2_integration": {id: "{hex}"},
	"aws_apigatewayv2_route":       {id: "{hex}"},
	"aws_apigatewayv2_stage": {
		arnOf: "arn:{partition}:apigateway:{region}::/apis/{api_id}/stages/{name}",
		texts: map[string]string{"execution_arn": "arn:{partition}:execute-api:{region}:{account}:{api_id}/{name}", "invoke_url": "https://{api_id}.execute-api.{region}.amazonaws.com/{name}"},
	},
	"aws_cloudfront_distribution": {
		arnOf: "arn:{partition}:cloudfront::{account}:distribution/{id}", id: "E{HEX}",
		texts: map[string]string{"domain_name": "{hex}.cloudfront.net", "hosted_zone_id": "Z2FDTNDATAQYW2", "status": "Deployed"},
	},
	"aws_cloudwatch_log_group":                   {arnOf: "arn:{partition}:logs:{region}:{account}:log-group:{name}"},
	"aws_cognito_identity_pool":                  {arnOf: "arn:{partition}:cognito-identity:{region}:{account}:identitypool/{id}", id: "{region}:{uuid}"},
	"aws_cognito_identity_pool_roles_attachment": {id: "{identity_pool_id}"},
	"aws_dynamodb_table":                         {arnOf: "arn:{partition}:dynamodb:{region}:{account}:table/{name}"},
	"aws_iam_instance_profile":                   {arnOf: "arn:{partition}:iam::{account}:instance-profile/{name}", texts: map[string]string{"unique_id": "AIPA{HEX}"}},
	"aws_iam_openid_connect_provider":            {arnOf: "arn:{partition}:iam::{account}:oidc-provider/{url}", id: "{arn}"},
	"aws_iam_policy":                             {arnOf: "arn:{partition}:iam::{account}:policy/{name}", id: "{arn}", texts: map[string]string{"policy_id": "ANPA{HEX}"}},
	"aws_iam_role":                               {arnOf: "arn:{partition}:iam::{account}:role{path}{name}", texts: map[string]string{"unique_id": "AROA{HEX}"}},
	"aws_iam_role_policy":                        {id: "{role}:{name}"},
	"aws_iam_role_policy_attachment":             {id: "{role}-{hex}"},
	"aws_iam_user":                               {arnOf: "arn:{partition}:iam::{account}:user{path}{name}", texts: map[string]string{"unique_id": "AIDA{HEX}"}},
	"aws_kms_alias":                              {arnOf: "arn:{partition}:kms:{region}:{account}:{name}"},
	"aws_kms_key":                                {arnOf: "arn:{partition}:kms:{region}:{account}:key/{id}", id: "{uuid}", texts: map[string]string{"key_id": "{id}"}},
	"aws_lambda_function": {
		arnOf: "arn:{partition}:lambda:{region}:{account}:function:{function_name}", id: "{function_name}",
		texts: map[string]string{
			"invoke_arn":           "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
			"qualified_arn":        "{arn}:1",
			"qualified_invoke_arn": "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}:1/invocations",
		},
	},
	"aws_lambda_alias": {
		arnOf: "{function_arn}:{name}", id: "{arn}",
		texts: map[string]string{"invoke_arn": "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations"},
	},
	"aws_lambda_permission":         {id: "{statement_id}", texts: map[string]string{"statement_id": "terraform-{hex}"}},
	"aws_pinpoint_app":              {arnOf: "arn:{partition}:mobiletargeting:{region}:{account}:apps/{id}", id: "{uuid}", texts: map[string]string{"application_id": "{id}"}},
	"aws_route53_record":            {id: "{zone_id}_{name}_{type}", texts: map[string]string{"fqdn": "{name}"}},
	"aws_route53_zone":              {arnOf: "arn:{partition}:route53:::hostedzone/{id}", id: "Z{HEX}", texts: map[string]string{"zone_id": "{id}", "primary_name_server": "ns-1.aws.invalid"}},
	"aws_s3_bucket":                 {arnOf: "arn:{partition}:s3:::{bucket}", id: "{bucket}", texts: map[string]string{"bucket": "{hex}", "bucket_domain_name": "{bucket}.s3.amazonaws.com", "bucket_regional_domain_name": "{bucket}.s3.{region}.amazonaws.com"}},
	"aws_secretsmanager_secret":     {arnOf: "arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{hex6}", id: "{arn}"},
	"aws_ses_domain_identity":       {arnOf: "arn:{partition}:ses:{region}:{account}:identity/{domain}", id: "{domain}"},
	"aws_ses_email_identity":        {arnOf: "arn:{partition}:ses:{region}:{account}:identity/{email}", id: "{email}"},
	"aws_sesv2_email_identity":      {arnOf: "arn:{partition}:ses:{region}:{account}:identity/{email_identity}", id: "{email_identity}"},
	"aws_sesv2_configuration_set":   {arnOf: "arn:{partition}:ses:{region}:{account}:configuration-set/{configuration_set_name}", id: "{configuration_set_name}"},
	"aws_sns_topic":                 {arnOf: "arn:{partition}:sns:{region}:{account}:{name}", id: "{arn}"},
	"aws_sqs_queue":                 {arnOf: "arn:{partition}:sqs:{region}:{account}:{name}", id: "https://sqs.{region}.amazonaws.com/{account}/{name}", texts: map[string]string{"url": "{id}"}},
	"aws_ssm_parameter":             {arnOf: "arn:{partition}:ssm:{region}:{account}:parameter/{name}"},
	"aws_wafv2_ip_set":              {arnOf: "arn:{partition}:wafv2:{region}:{account}:regional/ipset/{name}/{id}", id: "{uuid}", texts: map[string]string{"lock_token": "{uuid}"}},
	"aws_wafv2_web_acl":             {arnOf: "arn:{partition}:wafv2:{region}:{account}:regional/webacl/{name}/{id}", id: "{uuid}", texts: map[string]string{"lock_token": "{uuid}"}},
	"aws_wafv2_web_acl_association": {id: "{web_acl_arn},{resource_arn}"},
}

// id returns the id of the resource, in the service's form.
func (n *namer) id() string {
	if known := n.known("id"); known != "" {
		return known
	}
	if template := kinds[n.kind].id; template != "" {
		return n.expand(template)
	}
	return n.name()
}

// arn returns the ARN of the resource, with the region and the account of its provider.
func (n *namer) arn() string {
	if known := n.known("arn"); known != "" {
		return known
	}
	if template := kinds[n.kind].arnOf; template != "" {
		return n.expand(template)
	}
	_, of, _ := strings.Cut(strings.TrimPrefix(n.kind, "aws_"), "_")
	return n.expand("arn:{partition}:{service}:{region}:{account}:" + strings.ReplaceAll(of, "_", "-") + "/{name}")
}

// expand replaces the words in braces.
func (n *namer) expand(template string) string {
	var text strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		text.WriteString(before)
		if !found {
			return text.String()
		}
		word, after, _ := strings.Cut(rest, "}")
		text.WriteString(n.part(word))
		template = after
	}
}

// part returns the value of a word in braces.
func (n *namer) part(word string) string {
	switch word {
	case "partition":
		return partition(n.region)
	case "region":
		return n.region
	case "account":
		return n.accountID
	case "service":
		service, _, _ := strings.Cut(strings.TrimPrefix(n.kind, "aws_"), "_")
		return service
	case "uuid":
		return n.uuid("uuid")
	case "hex":
		return n.hex("id", 10)
	case "hex6":
		return n.hex("id", 6)
	case "HEX":
		return n.capitals("id", 17)
	case "name":
		return n.name()
	case "id":
		return n.id()
	case "arn":
		return n.arn()
	}
	if known := n.known(word); known != "" {
		return known
	}
	if word == "path" {
		return "/"
	}
	if template := kinds[n.kind].texts[word]; template != "" {
		return n.expand(template)
	}
	return n.hex(word, 10)
}

// partition returns the partition of a region ("AWS Regions" in the AWS General Reference).
func partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}
