package rootmodule

import (
	"slices"
	"testing"
)

func TestDecisions(t *testing.T) {
	t.Parallel()
	root := files(t, map[string]string{
		"main.tf": `
data "aws_availability_zones" "all" {}
data "aws_route53_zone" "main" {}
data "aws_vpcs" "each" {}
data "aws_ami" "unused" {}
locals {
  zones = slice(data.aws_availability_zones.all.names, 0, 2)
  both  = local.zones
}
resource "aws_subnet" "direct" { for_each = toset(data.aws_availability_zones.all.names) }
resource "aws_subnet" "local" { count = length(local.both) }
resource "aws_subnet" "argument" {
  count = 2
  zone  = data.aws_route53_zone.main.id
}
data "aws_vpc" "each" { for_each = toset(data.aws_vpcs.each.ids) }
module "net" {
  source = "./net"
  zones  = local.zones
  zone   = data.aws_route53_zone.main.id
}
resource "aws_subnet" "output" { count = module.net.total }
`,
		"net/main.tf": `
variable "zones" {}
variable "zone" {}
data "aws_region" "here" {}
data "aws_outposts_sites" "s" {}
resource "aws_subnet" "inner" { count = length(var.zones) }
output "total" { value = length(data.aws_outposts_sites.s.ids) }
`,
		".terraform/modules/modules.json": `{"Modules":[{"Key":"","Dir":"."},{"Key":"net","Dir":"net"}]}`,
	})
	got, err := Decisions(root, false)
	if err != nil {
		t.Fatal(err)
	}
	want := []Decision{
		{"data.aws_availability_zones.all", "aws_availability_zones", "aws_subnet.direct"},
		{"data.aws_availability_zones.all", "aws_availability_zones", "aws_subnet.local"},
		{"data.aws_availability_zones.all", "aws_availability_zones", "module.net.aws_subnet.inner"},
		{"data.aws_vpcs.each", "aws_vpcs", "data.aws_vpc.each"},
		{"module.net.data.aws_outposts_sites.s", "aws_outposts_sites", "aws_subnet.output"},
	}
	for _, d := range want {
		if !slices.Contains(got, d) {
			t.Errorf("no %+v", d)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %+v", got)
	}
}
