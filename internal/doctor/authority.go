package doctor

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// authorityVariables name a CA bundle: of the AWS CLI and SDKs, of Go and OpenSSL, of curl, of Python and of Node.js.
var authorityVariables = []string{"AWS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"}

// emulatorAuthority is the common name of the emulator's CA.
const emulatorAuthority = "cognitotest CA"

const setAgain = "Set the variables again: set -a; . ./emulator.env; set +a, with the file of cognitokit serve --env. Or unset %s."

// authority checks the variables with a CA bundle, and the CA of the state directory.
func authority(_ context.Context, m Machine) finding {
	var named []string
	for _, variable := range authorityVariables {
		path := m.Getenv(variable)
		if path == "" {
			continue
		}
		named = append(named, variable)
		certificates, err := readCertificates(path)
		if err != nil {
			return finding{Failed, variable + ": " + err.Error(), fmt.Sprintf(setAgain, variable)}
		}
		for _, c := range certificates {
			if m.Now().After(c.NotAfter) && len(certificates) == 1 {
				return finding{Failed, fmt.Sprintf("%s: the certificate in %s expired on %s", variable, path, c.NotAfter.Format("2006-01-02")), fmt.Sprintf(setAgain, variable)}
			}
		}
		if f, bad := m.compare(variable, path, certificates); bad {
			return f
		}
	}
	found := "no variable names a CA bundle"
	if len(named) > 0 {
		found = strings.Join(named, ", ") + " can be read"
	}
	if m.StateDir != "" {
		file := filepath.Join(m.StateDir, "ca.pem")
		certificates, err := readCertificates(file)
		if err != nil {
			return finding{Failed, err.Error(), "Start cognitokit serve --state " + m.StateDir + " once: it writes the file."}
		}
		if m.Emulator != nil && !m.issuedBy(certificates) {
			return finding{Failed, file + " is not the CA of the emulator at " + m.Emulator.URL, "Start cognitokit serve with --state " + m.StateDir + ", or omit --state."}
		}
		found += "; the CA of the state directory is " + file
	}
	return ok(found)
}

// compare compares the CA bundle of a variable with the running emulator and the proxy variables.
func (m Machine) compare(variable, path string, certificates []*x509.Certificate) (finding, bool) {
	ours := false
	for _, c := range certificates {
		ours = ours || c.Subject.CommonName == emulatorAuthority
	}
	proxied := m.Getenv("HTTPS_PROXY") != "" || m.Getenv("https_proxy") != ""
	toEmulator := m.Emulator != nil && (m.Getenv("HTTPS_PROXY") == m.Emulator.ProxyURL || m.Getenv("https_proxy") == m.Emulator.ProxyURL)
	switch {
	case toEmulator && !m.issuedBy(certificates):
		return finding{Failed, fmt.Sprintf("%s: %s does not have the CA of the emulator at %s", variable, path, m.Emulator.URL), fmt.Sprintf(setAgain, variable)}, true
	case ours && !proxied:
		return finding{Failed, fmt.Sprintf("%s: %s has only the CA of the emulator, and HTTPS_PROXY is not set, so calls of AWS fail", variable, path), fmt.Sprintf(setAgain, variable)}, true
	}
	return finding{}, false
}

// issuedBy reports whether the CA of the running emulator is among the certificates.
func (m Machine) issuedBy(certificates []*x509.Certificate) bool {
	block, _ := pem.Decode([]byte(m.Emulator.CACertificate))
	for _, c := range certificates {
		if block != nil && bytes.Equal(c.Raw, block.Bytes) {
			return true
		}
	}
	return false
}

// readCertificates reads a CA bundle in PEM.
func readCertificates(path string) ([]*x509.Certificate, error) {
	text, err := os.ReadFile(filepath.Clean(path))
	if os.IsNotExist(err) {
		return nil, fmt.Errorf("%s does not exist", path)
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read", path)
	}
	var all []*x509.Certificate
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			break
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			all = append(all, c)
		}
		text = rest
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has no certificate in PEM", path)
	}
	return all, nil
}
