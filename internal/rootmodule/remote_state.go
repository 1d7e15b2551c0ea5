package rootmodule

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/cognitokit/terraform-aws-cognito/internal/hclfile"
)

const remoteState = "terraform_remote_state"

// RemoteStates returns the addresses of the data sources terraform_remote_state in a root module
// and in its installed modules.
func RemoteStates(root string, openTofu bool) ([]string, error) {
	t, err := readTree(root, openTofu)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, key := range t.keys {
		for _, block := range t.modules[key].blocks("data", "type", "name") {
			if block.Labels[0] == remoteState {
				found = append(found, prefix(key)+"data."+remoteState+"."+block.Labels[1])
			}
		}
	}
	return found, nil
}

// ReplaceRemoteState writes a state with outputs to a file, and changes a data source in a copy of
// a root module so that it reads that file.
func ReplaceRemoteState(root string, openTofu bool, address, file string, outputs cty.Value) error {
	t, err := readTree(root, openTofu)
	if err != nil {
		return err
	}
	if err := writeState(file, outputs); err != nil {
		return fmt.Errorf("the outputs of %s: %w", address, err)
	}
	for _, key := range t.keys {
		name, ok := strings.CutPrefix(address, prefix(key)+"data."+remoteState+".")
		if !ok {
			continue
		}
		m := t.modules[key]
		for _, f := range m.files {
			done, err := readsLocally(filepath.Join(m.Folder, f.name), name, file)
			if err != nil || done {
				return err
			}
		}
	}
	return fmt.Errorf("%s: the data source is not in an HCL file, so its outputs cannot be replaced. Move it to an HCL file", address)
}

// readsLocally changes the data source in one file, and reports whether the file contains it.
func readsLocally(path, name, state string) (bool, error) {
	if strings.HasSuffix(path, ".json") {
		return false, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	parsed, problems := parseForWriting(text, path)
	if problems.HasErrors() {
		return false, hclfile.Error(problems, path)
	}
	block := parsed.Body().FirstMatchingBlock("data", []string{remoteState, name})
	if block == nil {
		return false, nil
	}
	block.Body().RemoveAttribute("workspace")
	block.Body().SetAttributeValue("backend", cty.StringVal("local"))
	block.Body().SetAttributeValue("config", cty.ObjectVal(map[string]cty.Value{"path": cty.StringVal(filepath.ToSlash(state))}))
	return true, os.WriteFile(path, parsed.Bytes(), 0o600)
}

// writeState writes a state that contains only outputs, in version 4 of Terraform's state format.
func writeState(file string, outputs cty.Value) error {
	if !outputs.CanIterateElements() || !outputs.Type().IsObjectType() && !outputs.Type().IsMapType() {
		return errors.New("the value is not an object. Write an object: { name = value }")
	}
	type output struct {
		Value json.RawMessage `json:"value"`
		Type  json.RawMessage `json:"type"`
	}
	all := map[string]output{}
	for name, value := range outputs.AsValueMap() {
		typ, err := ctyjson.MarshalType(value.Type())
		if err != nil {
			return err
		}
		content, err := ctyjson.Marshal(value, value.Type())
		if err != nil {
			return err
		}
		all[name] = output{content, typ}
	}
	text, err := json.Marshal(map[string]any{
		"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "cognitokit", "resources": []any{}, "outputs": all,
	})
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}
