package console

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/cognitokit/terraform-aws-cognito/cognitotest/internal/userpool"
)

// maxMessages is how many messages the page has.
const maxMessages = 100

type messagesPage struct {
	Messages []message
	Hidden   int
}

type message struct {
	userpool.Message
	ID   string
	Pool string
	Path string // of its code and text
}

func (c *Console) messages(*http.Request) any {
	names, all := c.names(), c.Store.Messages()
	p := messagesPage{Hidden: max(0, len(all)-maxMessages)}
	for i := len(all) - 1; i >= p.Hidden; i-- {
		m := message{Message: all[i], ID: c.messageID(all[i]), Pool: cmp.Or(names[all[i].PoolID], all[i].PoolID)}
		m.Path = Prefix + "message?" + url.Values{"id": {m.ID}}.Encode()
		if m.Code != "" {
			m.Subject = strings.ReplaceAll(m.Subject, m.Code, "••••••")
		}
		p.Messages = append(p.Messages, m)
	}
	return p
}

// messageID returns an id of a message, which has none of its own. Without the key, a code of six digits
// could be found by its hash.
func (c *Console) messageID(m userpool.Message) string {
	h := hmac.New(sha256.New, c.key)
	fmt.Fprintf(h, "%q", []string{m.PoolID, m.ClientID, m.Username, m.Source, m.Medium, m.To, m.From, m.Subject, m.Body, m.Code, m.Time.String()})
	return "m" + hex.EncodeToString(h.Sum(nil)[:8])
}
