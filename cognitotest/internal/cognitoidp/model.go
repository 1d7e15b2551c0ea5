package cognitoidp

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"regexp"
	"sync"
)

// modelJSON holds the operations and shapes of the service's API model
// (cognito-idp, 2016-04-18): facts, without documentation.
//
//go:embed model.json
var modelJSON []byte

type apiModel struct {
	Operations map[string]operation `json:"operations"`
	Shapes     map[string]shape     `json:"shapes"`
}

type operation struct {
	Input    string   `json:"input"`
	Output   string   `json:"output"`
	Unsigned bool     `json:"unsigned"`
	Errors   []string `json:"errors"`
}

type shape struct {
	Type      string   `json:"type"`
	Required  []string `json:"required"`
	Members   members  `json:"members"`
	Member    string   `json:"member"` // of a list
	Key       string   `json:"key"`    // of a map
	Value     string   `json:"value"`  // of a map
	Min       *float64 `json:"min"`
	Max       *float64 `json:"max"`
	Pattern   string   `json:"pattern"`
	Enum      []string `json:"enum"`
	Sensitive bool     `json:"sensitive"`
}

// members are those of a structure, in the order of the model.
type members []member

type member struct{ Name, Shape string }

// shape returns the name of a member's shape, or "" for a name that the structure does
// not have. Names are case-sensitive.
func (m members) shape(name string) string {
	for _, member := range m {
		if member.Name == name {
			return member.Shape
		}
	}
	return ""
}

// UnmarshalJSON reads an object without losing its order.
func (m *members) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil { // the brace
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var shape string
		if err := decoder.Decode(&shape); err != nil {
			return err
		}
		*m = append(*m, member{name.(string), shape}) // a key is a string
	}
	return nil
}

var model = func() apiModel {
	var m apiModel
	if err := json.Unmarshal(modelJSON, &m); err != nil {
		panic("cognitoidp: embedded model: " + err.Error())
	}
	// The model's pattern is that of a prefix, but a custom domain is of this shape
	// too, and the service words a bad prefix itself (as reported).
	domain := m.Shapes["DomainType"]
	domain.Pattern = ""
	m.Shapes["DomainType"] = domain
	return m
}()

// lookbehinds are the patterns that Go's regular expressions cannot state, with
// what they mean.
var lookbehinds = map[string]string{
	`^[0-9A-Za-z\.\-_]*(?<!\.)$`: `(?:[0-9A-Za-z.\-_]*[0-9A-Za-z\-_])?`,
}

var patterns sync.Map // pattern text to *regexp.Regexp

// stated is a pattern of the model in Go's words.
func stated(pattern string) string {
	if meaning, ok := lookbehinds[pattern]; ok {
		return meaning
	}
	return pattern
}

// matches reports whether a value as a whole satisfies a pattern of the model.
func matches(pattern, value string) bool {
	compiled, ok := patterns.Load(pattern)
	if !ok {
		compiled, _ = patterns.LoadOrStore(pattern, regexp.MustCompile(`^(?:`+stated(pattern)+`)$`))
	}
	return compiled.(*regexp.Regexp).MatchString(value)
}
