package rootmodule

import (
	"path/filepath"
	"slices"
	"strconv"
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
	for i := range got { // the address contains both
		got[i].key, got[i].name = "", ""
	}
	want := []Decision{
		{Data: "data.aws_availability_zones.all", Type: "aws_availability_zones", Of: "aws_subnet.direct"},
		{Data: "data.aws_availability_zones.all", Type: "aws_availability_zones", Of: "aws_subnet.local"},
		{Data: "data.aws_availability_zones.all", Type: "aws_availability_zones", Of: "module.net.aws_subnet.inner"},
		{Data: "data.aws_vpcs.each", Type: "aws_vpcs", Of: "data.aws_vpc.each"},
		{Data: "module.net.data.aws_outposts_sites.s", Type: "aws_outposts_sites", Of: "aws_subnet.output"},
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

// Terraform records an absolute path for a module inside a module whose source is an absolute path.
func TestDecisionsOfAModuleWithAnAbsolutePath(t *testing.T) {
	t.Parallel()
	module := files(t, map[string]string{"main.tf": `
data "aws_availability_zones" "all" {}
resource "aws_subnet" "direct" { count = length(data.aws_availability_zones.all.names) }
`})
	root := files(t, map[string]string{
		"main.tf":                         `module "net" { source = "./net" }`,
		".terraform/modules/modules.json": `{"Modules":[{"Key":"","Dir":"."},{"Key":"net","Dir":` + strconv.Quote(filepath.ToSlash(module)) + `}]}`,
	})
	got, err := Decisions(root, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Of != "module.net.aws_subnet.direct" {
		t.Errorf("got %+v", got)
	}
}
