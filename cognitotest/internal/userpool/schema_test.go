package userpool

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A new pool has the standard attributes with the changes of the request, and then its custom attributes.
func TestSchemaOfANewPool(t *testing.T) {
	t.Parallel()
	const standardRule = "InvalidParameterException: You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"
	tests := []struct {
		name      string
		request   SchemaAttribute
		want      SchemaAttribute
		wantError string
	}{
		{"custom", SchemaAttribute{Name: "team", DataType: "String", Mutable: true}, SchemaAttribute{Name: "custom:team", DataType: "String", Mutable: true}, ""},
		{"custom with its prefix", SchemaAttribute{Name: "custom:team", DataType: "String"}, SchemaAttribute{Name: "custom:custom:team", DataType: "String"}, ""},
		{"developer", SchemaAttribute{Name: "team", DataType: "Number", DeveloperOnly: true}, SchemaAttribute{Name: "dev:custom:team", DataType: "Number", DeveloperOnly: true}, ""},
		{"flag of an address", SchemaAttribute{Name: "email_verified", DataType: "Boolean"}, SchemaAttribute{Name: "custom:email_verified", DataType: "Boolean"}, ""},
		{
			"standard", SchemaAttribute{Name: "email", Required: true, Mutable: true},
			SchemaAttribute{Name: "email", DataType: "String", Required: true, Mutable: true, MinLength: "0", MaxLength: "2048"}, "",
		},
		{"standard that is immutable", SchemaAttribute{Name: "email", DataType: "String"}, SchemaAttribute{Name: "email", DataType: "String", MinLength: "0", MaxLength: "2048"}, ""},
		{"first standard", SchemaAttribute{Name: "profile", MaxLength: "9"}, SchemaAttribute{Name: "profile", DataType: "String", MaxLength: "9"}, ""},
		{"standard with a length", SchemaAttribute{Name: "email", MinLength: "3"}, SchemaAttribute{Name: "email", DataType: "String", MinLength: "3"}, ""},
		{"standard with a maximum length", SchemaAttribute{Name: "email", MaxLength: "9"}, SchemaAttribute{Name: "email", DataType: "String", MaxLength: "9"}, ""},
		{"standard number", SchemaAttribute{Name: "updated_at", Required: true}, SchemaAttribute{Name: "updated_at", DataType: "Number", Required: true, MinValue: "0"}, ""},
		{"standard number with a minimum", SchemaAttribute{Name: "updated_at", MinValue: "5"}, SchemaAttribute{Name: "updated_at", DataType: "Number", MinValue: "5"}, ""},
		{"standard number with a maximum", SchemaAttribute{Name: "updated_at", MaxValue: "5"}, SchemaAttribute{Name: "updated_at", DataType: "Number", MaxValue: "5"}, ""},
		{"standard of another type", SchemaAttribute{Name: "email", DataType: "Number"}, SchemaAttribute{}, standardRule},
		{"standard for developers", SchemaAttribute{Name: "email", DeveloperOnly: true}, SchemaAttribute{}, standardRule},
		{"standard with an invalid length", SchemaAttribute{Name: "email", MinLength: "2049"}, SchemaAttribute{}, "InvalidParameterException: Attribute email cannot have the min length 2049"},
		{"required custom", SchemaAttribute{Name: "team", DataType: "String", Required: true}, SchemaAttribute{}, "InvalidParameterException: Required custom attributes are not supported currently."},
		{"custom without a type", SchemaAttribute{Name: "team"}, SchemaAttribute{}, "InvalidParameterException: Invalid AttributeDataType input, consider using the provided AttributeDataType enum."},
		{"custom with an invalid length", SchemaAttribute{Name: "team", DataType: "String", MaxLength: "x"}, SchemaAttribute{}, "InvalidParameterException: Attribute custom:team cannot have the max length x"},
	}
	for _, tt := range tests {
		s := NewStore("123456789012")
		pool, err := s.CreatePool("us-east-1", Pool{Schema: []SchemaAttribute{tt.request}})
		requireText(t, tt.wantError, err, tt.name)
		if tt.wantError != "" {
			continue
		}
		assert.Contains(t, pool.Schema, tt.want, tt.name)
		names := map[string]int{}
		for _, a := range pool.Schema {
			names[a.Name]++
		}
		assert.Equal(t, 1, names[tt.want.Name], tt.name)
		assert.Len(t, names, len(pool.Schema), tt.name)
	}
	_, err := NewStore("123456789012").CreatePool("us-east-1", Pool{Schema: []SchemaAttribute{{Name: "team", DataType: "String"}, {Name: "team", DataType: "Number"}}})
	assert.EqualError(t, err, "InvalidParameterException: Duplicate custom attribute names custom:team are not allowed in a user pool schema.")
}

// The standard attributes are from an example of the AWS CLI (create-user-pool).
func TestStandardSchema(t *testing.T) {
	t.Parallel()
	_, pool := newStillStore(t, Pool{})
	var names, texts []string
	for _, a := range pool.Schema {
		names = append(names, a.Name)
		if (a == SchemaAttribute{Name: a.Name, DataType: "String", Mutable: true, MinLength: "0", MaxLength: "2048"}) {
			texts = append(texts, a.Name)
		}
	}
	assert.Equal(t, []string{
		"profile", "address", "birthdate", "gender", "preferred_username", "updated_at", "website", "picture", "identities", "sub", "phone_number",
		"phone_number_verified", "zoneinfo", "locale", "email", "email_verified", "given_name", "family_name", "middle_name", "name", "nickname",
	}, names)
	assert.Equal(t, []string{
		"profile", "address", "gender", "preferred_username", "website", "picture", "phone_number", "zoneinfo", "locale", "email", "given_name",
		"family_name", "middle_name", "name", "nickname",
	}, texts)
	others := slices.DeleteFunc(slices.Clone(pool.Schema), func(a SchemaAttribute) bool { return slices.Contains(texts, a.Name) })
	assert.Equal(t, []SchemaAttribute{
		{Name: "birthdate", DataType: "String", Mutable: true, MinLength: "10", MaxLength: "10"},
		{Name: "updated_at", DataType: "Number", Mutable: true, MinValue: "0"},
		{Name: "identities", DataType: "String", Mutable: true},
		{Name: "sub", DataType: "String", Required: true, MinLength: "1", MaxLength: "2048"},
		{Name: "phone_number_verified", DataType: "Boolean", Mutable: true},
		{Name: "email_verified", DataType: "Boolean", Mutable: true},
	}, others)
}

func TestConstraintsOfAnAttribute(t *testing.T) {
	t.Parallel()
	fault := func(what string) string { return "InvalidParameterException: Attribute a cannot have " + what }
	tests := []struct {
		attribute SchemaAttribute
		want      string
	}{
		{SchemaAttribute{}, ""},
		{SchemaAttribute{MinLength: "0", MaxLength: "2048"}, ""},
		{SchemaAttribute{MinLength: "2048", MaxLength: "2048"}, ""},
		{SchemaAttribute{MinLength: "2049"}, fault("the min length 2049")},
		{SchemaAttribute{MaxLength: "2049"}, fault("the max length 2049")},
		{SchemaAttribute{MaxLength: "999999999"}, fault("the max length 999999999")},
		{SchemaAttribute{MaxLength: "0000000001"}, fault("the max length 0000000001")},
		{SchemaAttribute{MinLength: "-1"}, fault("the min length -1")},
		{SchemaAttribute{MinLength: "1.5"}, fault("the min length 1.5")},
		{SchemaAttribute{MinLength: "x"}, fault("the min length x")},
		{SchemaAttribute{MinLength: "2", MaxLength: "1"}, fault("a max length shorter than it's min length")},
		{SchemaAttribute{MinLength: "10", MaxLength: "9"}, fault("a max length shorter than it's min length")},
		{SchemaAttribute{MinLength: "9", MaxLength: "10"}, ""},
		{SchemaAttribute{MinValue: "-1.5", MaxValue: "1.25"}, ""},
		{SchemaAttribute{MinValue: "1", MaxValue: "1"}, ""},
		{SchemaAttribute{MinValue: "1.1", MaxValue: "1.0"}, fault("a max value smaller than it's min value")},
		{SchemaAttribute{MinValue: "16777217", MaxValue: "16777216"}, fault("a max value smaller than it's min value")},
		{SchemaAttribute{MinValue: "10", MaxValue: "9"}, fault("a max value smaller than it's min value")},
		{SchemaAttribute{MinValue: "-9", MaxValue: "-10"}, fault("a max value smaller than it's min value")},
		{SchemaAttribute{MinValue: "+1"}, fault("the min value +1")},
		{SchemaAttribute{MinValue: "1e3"}, fault("the min value 1e3")},
		{SchemaAttribute{MaxValue: "1."}, fault("the max value 1.")},
		{SchemaAttribute{MaxValue: ".5"}, fault("the max value .5")},
		{SchemaAttribute{MaxValue: "x"}, fault("the max value x")},
		{SchemaAttribute{MaxValue: largest}, ""},
		{SchemaAttribute{MinValue: "-" + largest}, ""},
		{SchemaAttribute{MaxValue: "1" + largest}, fault("the max value 1" + largest)},
		{SchemaAttribute{MinValue: "-1" + largest}, fault("the min value -1" + largest)},
	}
	for _, tt := range tests {
		tt.attribute.Name = "a"
		requireText(t, tt.want, tt.attribute.validate(), "%+v", tt.attribute)
	}
}

// largest is 2^1023, the largest number of the API.
const largest = "89884656743115795386465259539451236680898848947115328636715040578866337902750481566354238661203768010560056939935696678829394884407208311246423715319737062188883946712432742638151109800623047059726541476042502884419075341171231440736956555270413618581675255342293149119973622969239858152417678164812112068608"

// A pool keeps its schema and gets further custom attributes.
func TestAddCustomAttributes(t *testing.T) {
	t.Parallel()
	team, size := SchemaAttribute{Name: "team", DataType: "String"}, SchemaAttribute{Name: "size", DataType: "Number"}
	tests := []struct {
		name  string
		added []SchemaAttribute
		want  string
	}{
		{"one", []SchemaAttribute{size}, ""},
		{"existing", []SchemaAttribute{size, team}, "InvalidParameterException: custom:team: Existing attribute already has name custom:team."},
		{"standard name", []SchemaAttribute{{Name: "email", DataType: "String"}}, ""},
		{"twice", []SchemaAttribute{size, size}, "InvalidParameterException: Duplicate custom attribute names custom:size are not allowed in a user pool schema."},
		{"required", []SchemaAttribute{{Name: "size", DataType: "Number", Required: true}}, "InvalidParameterException: Required custom attributes are not supported currently."},
	}
	for _, tt := range tests {
		s, pool := newStillStore(t, Pool{Schema: []SchemaAttribute{team}})
		s.Clock.Advance(time.Hour)
		requireText(t, tt.want, s.AddCustomAttributes(pool.ID, tt.added), tt.name)
		got, err := s.Pool(pool.ID)
		require.NoError(t, err)
		if tt.want != "" {
			assert.Equal(t, pool, got, tt.name)
			continue
		}
		tt.added[0].Name = "custom:" + tt.added[0].Name
		assert.Equal(t, slices.Concat(pool.Schema, tt.added), got.Schema, tt.name)
		assert.Equal(t, stillTime.Add(time.Hour), got.Modified, tt.name)
		assert.Equal(t, stillTime, got.Created, tt.name)
	}
}

// The quota counts the attributes of the pool and of the request.
func TestNumberOfCustomAttributes(t *testing.T) {
	t.Parallel()
	attributes := func(from, to int) (list []SchemaAttribute) {
		for i := from; i < to; i++ {
			list = append(list, SchemaAttribute{Name: fmt.Sprint("a", i), DataType: "String"})
		}
		return list
	}
	const many = "InvalidParameterException: A user pool can have at most 50 custom attributes."
	_, err := NewStore("123456789012").CreatePool("us-east-1", Pool{Schema: attributes(0, 51)})
	require.EqualError(t, err, many)
	s, pool := newStillStore(t, Pool{Schema: attributes(0, 30)})
	require.EqualError(t, s.AddCustomAttributes(pool.ID, attributes(30, 51)), many)
	require.NoError(t, s.AddCustomAttributes(pool.ID, attributes(30, 50)))
}
