package relay

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// suffixes are the endings of the files that may contain the name of a type: configurations and
// tests of Terraform and OpenTofu, and states.
var suffixes = []string{
	".tf", ".tf.json", ".tofu", ".tofu.json",
	".tftest.hcl", ".tftest.json", ".tofutest.hcl", ".tofutest.json",
	".tfstate",
}

// between reports whether a character separates words.
func between(r rune) bool {
	return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
}

// wordsOf returns every word in the configuration of a folder, in its installed modules, and in
// its states. Every type that a command needs is one of these words, whether it is in a resource,
// a data source, an import, moved or removed block, a test or a state. A parser of configuration
// would miss the type of a resource that only the state contains.
func wordsOf(folder string) (map[string]bool, error) {
	words := map[string]bool{}
	folders, err := installed(folder)
	if err != nil {
		return nil, err
	}
	folders = append(folders, folder, filepath.Join(folder, "tests"))
	states, err := filepath.Glob(filepath.Join(folder, "terraform.tfstate.d", "*"))
	if err != nil {
		return nil, err
	}
	for _, folder := range append(folders, states...) {
		if err := addWords(words, folder); err != nil {
			return nil, err
		}
	}
	return words, nil
}

func addWords(words map[string]bool, folder string) error {
	entries, err := os.ReadDir(folder)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.IsDir() || !named(entry) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return err
		}
		for found := range bytes.FieldsFuncSeq(text, between) {
			if !words[string(found)] { // the lookup does not allocate a string, but the assignment does
				words[string(found)] = true
			}
		}
	}
	return nil
}

func named(entry fs.DirEntry) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(entry.Name(), suffix) {
			return true
		}
	}
	return false
}

// installed returns the folders of the modules that `terraform init` has installed for a
// configuration. It returns none if `terraform init` has not run.
func installed(folder string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(folder, ".terraform", "modules", "modules.json"))
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var manifest struct{ Modules []struct{ Dir string } }
	if err := json.Unmarshal(text, &manifest); err != nil {
		return nil, err
	}
	var folders []string
	for _, module := range manifest.Modules {
		dir := filepath.FromSlash(module.Dir)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(folder, dir)
		}
		folders = append(folders, dir)
	}
	return folders, nil
}
