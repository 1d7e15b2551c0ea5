package rootmodule

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

// dropImports removes the import blocks from a file, and returns the addresses in their "to" arguments.
func dropImports(name string) ([]string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(string(text), "import") {
		return nil, nil
	}
	if strings.HasSuffix(name, ".json") {
		return dropImportsJSON(name, text)
	}
	parsed, problems := parseForWriting(text, name)
	if problems.HasErrors() {
		return nil, hclfile.Error(problems, name)
	}
	var dropped []string
	for _, block := range parsed.Body().Blocks() {
		if block.Type() != "import" {
			continue
		}
		to := "an import"
		if a := block.Body().GetAttribute("to"); a != nil {
			to = strings.TrimSpace(string(a.Expr().BuildTokens(nil).Bytes()))
		}
		dropped = append(dropped, to)
		parsed.Body().RemoveBlock(block)
	}
	if len(dropped) == 0 {
		return nil, nil
	}
	return dropped, os.WriteFile(name, parsed.Bytes(), 0o600)
}

func dropImportsJSON(name string, text []byte) ([]string, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(text, &top); err != nil || top["import"] == nil {
		return nil, err
	}
	var many []struct{ To string }
	if json.Unmarshal(top["import"], &many) != nil {
		var one struct{ To string }
		if err := json.Unmarshal(top["import"], &one); err != nil {
			return nil, err
		}
		many = append(many, one)
	}
	var dropped []string
	for _, block := range many {
		dropped = append(dropped, block.To)
	}
	delete(top, "import")
	written, err := json.MarshalIndent(top, "", "  ")
	if err != nil {
		return nil, err
	}
	return dropped, os.WriteFile(name, written, 0o600)
}
