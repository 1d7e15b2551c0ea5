package hostedui

import (
	_ "embed"
	"encoding/json"
)

//go:embed translations.json
var translationsJSON []byte

// translations maps a language and an English text of the managed login pages to the translation. A
// text without a translation is shown in English, such as the label of a custom attribute. The service's texts are
// unspecified, so the translations are the emulator's own, and no native speaker has read them.
var translations = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(translationsJSON, &all); err != nil {
		panic("translations.json: " + err.Error()) // the file is embedded, so a test finds the error
	}
	return all
}()
