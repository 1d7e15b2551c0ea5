package simulation

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/msgpack"
)

// namer generates the values of one resource or data source.
type namer struct {
	kind       string               // the type, such as aws_lambda_function
	region     string               // of the provider, or of the resource itself
	accountID  string               //
	attributes map[string]cty.Value // of the resource, as far as they are known
	seed       string               // the input of the hashes in generated values
}

// namer returns the namer of a resource with these planned values.
func (o *opened) namer(planned cty.Value, attributes map[string]cty.Value) *namer {
	n := &namer{kind: o.name, region: o.region, accountID: o.options.AccountID, attributes: attributes}
	if region := n.known("region"); region != "" { // since version 6 of the provider, resources have an argument region
		n.region = region
	}
	packed, err := msgpack.Marshal(planned, o.typ)
	if err != nil { // apply or readData encodes the value again and returns the error
		packed = nil
	}
	n.seed = n.region + "\x00" + o.name + "\x00" + string(packed)
	if o.data {
		return n
	}
	// Two resources with the same arguments get different values.
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, first := 0, n.seed; o.given[n.seed]; i++ {
		n.seed = fmt.Sprintf("%s\x00%d", first, i)
	}
	o.given[n.seed] = true
	return n
}

// within returns the namer of a nested object, which has its own seed and attributes.
func (n *namer) within(object cty.Value) *namer {
	inner := *n
	inner.attributes = object.AsValueMap()
	for _, name := range slices.Sorted(maps.Keys(inner.attributes)) {
		inner.seed += "\x00" + inner.known(name)
	}
	return &inner
}

// known returns a string attribute, or "" if it is unknown, null or not a string.
func (n *namer) known(name string) string {
	v, ok := n.attributes[name]
	if !ok || v.IsNull() || !v.IsKnown() || v.Type() != cty.String {
		return ""
	}
	return v.AsString()
}

// names are the arguments that can contain the name of a resource, in order of precedence.
var names = []string{
	"name", "function_name", "bucket", "identity_pool_name", "table_name", "email", "domain", "domain_name", "role_name",
	"user_name", "key_id", "statement_id", "description",
}

// name returns the name of the resource in the configuration, or a generated name.
func (n *namer) name() string {
	for _, name := range names {
		if known := n.known(name); known != "" {
			return strings.TrimSuffix(known, ".")
		}
	}
	if prefix := n.known("name_prefix"); prefix != "" {
		return prefix + n.hex("name", 26)
	}
	return n.hex("name", 10)
}

// hex returns hexadecimal digits that depend only on the resource and on the purpose "of".
func (n *namer) hex(of string, digits int) string {
	sum := sha256.Sum256([]byte(n.seed + "\x00" + of))
	return hex.EncodeToString(sum[:])[:digits]
}

// capitals returns the digits of hex in upper case.
func (n *namer) capitals(of string, length int) string {
	return strings.ToUpper(n.hex(of, length))
}

func (n *namer) uuid(of string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, []byte(n.seed+"\x00"+of)).String()
}

// text returns the value of a string attribute.
func (n *namer) text(name string) string {
	kind := kinds[n.kind]
	switch {
	case name == "id":
		return n.id()
	case name == "arn":
		return n.arn()
	case kind.texts[name] != "":
		return n.expand(kind.texts[name])
	}
	for _, rule := range rules {
		if name == rule.suffix || strings.HasSuffix(name, "_"+rule.suffix) {
			return rule.text(n, name)
		}
	}
	if known := n.known("name"); name != "name" && known != "" {
		return known + "-" + n.hex(name, 8)
	}
	return n.hex(name, 12)
}

// rule generates the value of an attribute whose name is the suffix, or ends with "_" and the suffix.
type rule struct {
	suffix string
	text   func(n *namer, name string) string
}

// rules are in order of precedence. The formats follow the AWS documentation of the services with
// such an attribute.
var rules = []rule{
	{"arn", func(n *namer, name string) string {
		return n.expand("arn:{partition}:{service}:{region}:{account}:" + strings.TrimSuffix(name, "_arn") + "/" + n.hex(name, 12))
	}},
	{"account_id", func(n *namer, _ string) string { return n.accountID }},
	{"owner_id", func(n *namer, _ string) string { return n.accountID }},
	{"owner", func(n *namer, _ string) string { return n.accountID }},
	{"region", func(n *namer, _ string) string { return n.region }},
	{"hosted_zone_id", func(n *namer, name string) string { return "Z" + n.capitals(name, 20) }},
	{"zone_id", func(n *namer, name string) string { return "Z" + n.capitals(name, 20) }},
	{"uuid", (*namer).uuid},
	{"unique_id", func(n *namer, name string) string { return "AROA" + n.capitals(name, 17) }},
	{"id", func(n *namer, name string) string { return n.hex(name, 12) }},
	{"date", instant}, {"time", instant}, {"created_at", instant}, {"updated_at", instant},
	{"last_modified", instant}, {"not_before", instant}, {"not_after", instant},
	{"name_server", host}, {"domain_name", host}, {"dns_name", host}, {"fqdn", host}, {"endpoint_host", host}, {"host", host},
	{"url", func(n *namer, name string) string { return "https://" + host(n, name) }},
	{"endpoint", func(n *namer, name string) string { return "https://" + host(n, name) }},
	{"sha256", func(n *namer, name string) string {
		sum := sha256.Sum256([]byte(n.seed + name))
		return base64.StdEncoding.EncodeToString(sum[:])
	}},
	{"status", func(*namer, string) string { return "ACTIVE" }},
	{"state", func(*namer, string) string { return "ACTIVE" }},
	{"version", func(*namer, string) string { return "1" }},
	{"policy", func(*namer, string) string { return `{"Version":"2012-10-17","Statement":[]}` }},
	{"json", func(*namer, string) string { return `{}` }},
}

// instant returns a time in the past.
func instant(*namer, string) string { return "2026-01-01T00:00:00Z" }

// host returns a host name that never resolves (RFC 2606 section 2).
func host(n *namer, name string) string { return n.hex(name, 12) + ".aws.invalid" }
