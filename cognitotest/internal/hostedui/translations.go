package hostedui

import (
	_ "embed"
	"encoding/json"
)

//go:embed translations.json
var translationsJSON []byte

// translations holds the texts of the managed login pages: language, English text,
// translation. A text without a translation is English in each language. The wording of
// the service is not known, so the translations are the emulator's own.
var translations = func() (all map[string]map[string]string) {
	if err := json.Unmarshal(translationsJSON, &all); err != nil {
		panic("translations.json: " + err.Error()) // the file is part of the program: a test sees it
	}
	return all
}()
