package report

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLimitsAndTimesOfProofs(t *testing.T) {
	dev := Proof{
		Root: "dev", Engine: "Terraform 1.11.4", Provider: "hashicorp/aws 5.100.0",
		Steps: []Step{{"plan", 2}, {"apply", 1.25}}, Simulated: []string{"aws_route53_record.login"}, Replaced: []string{"prevent_destroy is off."},
	}
	prod := Proof{
		Root: "prod", Engine: "Terraform 1.11.4", Provider: "hashicorp/aws 5.100.0",
		Steps: []Step{{"plan", 4}}, Simulated: []string{"aws_s3_bucket.logs"}, Refused: []string{"example.com:443"},
	}
	failed := Proof{Root: "broken", Steps: []Step{{"read broken", 0.5}}}
	simulated := "Simulated and not checked: resources and data sources of other services"
	for _, tt := range []struct {
		name   string
		proofs []Proof
		limits []proofLimit
		times  string
	}{
		{"a check", nil, nil, ""},
		{
			"one root", []Proof{dev},
			[]proofLimit{{simulated, []string{"aws_route53_record.login"}}, {"Differences from dev", []string{"prevent_destroy is off."}}},
			"dev with Terraform 1.11.4 and hashicorp/aws 5.100.0 in 3.2 s: plan 2.0, apply 1.2.",
		},
		{
			"several roots", []Proof{failed, dev, prod},
			[]proofLimit{
				{simulated, []string{"dev: aws_route53_record.login", "prod: aws_s3_bucket.logs"}},
				{"Rejected requests to other machines", []string{"prod: example.com:443"}},
				{"Differences from the roots", []string{"dev: prevent_destroy is off."}},
			},
			"3 roots with Terraform 1.11.4 and hashicorp/aws 5.100.0 in 7.8 s: broken 0.5, dev 3.2, prod 4.0.",
		},
		{"a root that failed early", []Proof{failed}, nil, "broken in 0.5 s: read broken 0.5."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &Report{Proofs: tt.proofs}
			assert.Equal(t, tt.limits, r.limits())
			assert.Equal(t, tt.times, r.times())
		})
	}
}
