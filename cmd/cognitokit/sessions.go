package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

// emulatorSessions are the token families and browser sessions of an emulator, as the Control API returns them.
type emulatorSessions struct {
	TokenFamilies   []emulatorFamily         `json:"token_families"`
	BrowserSessions []emulatorBrowserSession `json:"browser_sessions"`
}

type emulatorFamily struct {
	OriginJTI     string     `json:"origin_jti"`
	UserPoolID    string     `json:"user_pool_id"`
	ClientID      string     `json:"client_id"`
	Username      string     `json:"username"`
	Scopes        []string   `json:"scopes"`
	State         string     `json:"state"`
	AuthTime      time.Time  `json:"auth_time"`
	IssuedAt      *time.Time `json:"issued_at"`
	ExpiresAt     time.Time  `json:"expires_at"`
	EndedAt       *time.Time `json:"ended_at"`
	SessionID     string     `json:"session_id"`
	RefreshTokens []struct {
		ID          string     `json:"id"`
		IssuedAt    *time.Time `json:"issued_at"`
		ReplacedAt  *time.Time `json:"replaced_at"`
		UsableUntil time.Time  `json:"usable_until"`
	} `json:"refresh_tokens"`
	Timeline []struct {
		Event       string    `json:"event"`
		Time        time.Time `json:"time"`
		TokenID     string    `json:"refresh_token_id"`
		SuccessorID string    `json:"successor_id"`
		Rejected    string    `json:"rejected"`
	} `json:"timeline"`
}

type emulatorBrowserSession struct {
	ID         string    `json:"id"`
	UserPoolID string    `json:"user_pool_id"`
	Username   string    `json:"username"`
	Provider   string    `json:"identity_provider"`
	State      string    `json:"state"`
	AuthTime   time.Time `json:"auth_time"`
	ExpiresAt  time.Time `json:"expires_at"`
	SessionID  string    `json:"session_id"`
}

type sessionsOptions struct {
	client   controlClient
	username string
	json     bool
}

func newSessionsCommand() *cobra.Command {
	var o sessionsOptions
	command := &cobra.Command{
		Use:   "sessions",
		Short: "Show the token families and browser sessions of a running emulator",
		Long: `Show the sign-ins of a running emulator. A token family is a sign-in with all tokens that descend from it, and its last
event says what happened to it: refreshed, rotated, reused, revoked, expired. A browser session lets a browser sign in
to apps without a form. --json prints all events.

  cognitokit sessions --username ada@example.com
  cognitokit sessions end ID`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.run(cmd); err != nil {
				return fmt.Errorf("sessions: %w", err)
			}
			return nil
		},
	}
	end := &cobra.Command{
		Use:   "end ID",
		Short: "Revoke a token family, or sign a browser out",
		Long: `End a session of a running emulator by its id in cognitokit sessions. A token family is revoked, as RevokeToken does. A
browser is signed out, as the logout endpoint does: its tokens stay valid.

  cognitokit sessions end 2f1c0f6e-6a0c-4a6f-9d0e-0c5b3a1d8e11`,
		Args: oneArgument("sessions end requires one id. cognitokit sessions shows the ids"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.end(cmd, args[0]); err != nil {
				return fmt.Errorf("sessions end: %w", err)
			}
			return nil
		},
	}
	command.AddCommand(end)
	o.client.flags(command.PersistentFlags())
	command.Flags().StringVar(&o.username, "username", "", "show only the sessions of a user, by the username in the pool")
	command.Flags().BoolVar(&o.json, "json", false, "print the sessions as JSON, with all events")
	return command
}

// read returns the sessions of a user, or all sessions for "".
func (o sessionsOptions) read(ctx context.Context, username string) (list emulatorSessions, err error) {
	query := ""
	if username != "" {
		query = "?" + url.Values{"username": {username}}.Encode()
	}
	if err := o.client.call(ctx, http.MethodGet, "token-families"+query, nil, &list); err != nil {
		return list, err
	}
	err = o.client.call(ctx, http.MethodGet, "browser-sessions"+query, nil, &list)
	return list, err
}

func (o sessionsOptions) run(cmd *cobra.Command) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	list, err := o.read(cmd.Context(), o.username)
	if err != nil {
		return err
	}
	if o.json {
		return printJSON(cmd.OutOrStdout(), list)
	}
	if len(list.TokenFamilies)+len(list.BrowserSessions) == 0 {
		cmd.PrintErrln("The emulator has no sessions.")
		return nil
	}
	clients, err := o.clientNames(cmd.Context())
	if err != nil {
		return err
	}
	return list.table(cmd.OutOrStdout(), clients)
}

// clientNames returns the names of the app clients by id.
func (o sessionsOptions) clientNames(ctx context.Context) (map[string]string, error) {
	var pools struct {
		UserPools []struct {
			Clients []struct {
				ID   string `json:"id"`
				Name string `json:"name"`
			} `json:"clients"`
		} `json:"user_pools"`
	}
	if err := o.client.call(ctx, http.MethodGet, "user-pools", nil, &pools); err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, pool := range pools.UserPools {
		for _, c := range pool.Clients {
			names[c.ID] = c.Name
		}
	}
	return names, nil
}

// table prints a line for each session.
func (s emulatorSessions) table(w io.Writer, clients map[string]string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "KIND\tUSER\tCLIENT\tSTATE\tEXPIRES\tLAST EVENT\tID") // Flush returns the error of the writer
	line := func(kind, user, client, state string, expires time.Time, last, id string) {
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", kind, user, client, state, expires.Format(time.RFC3339), last, id)
	}
	for _, f := range s.TokenFamilies {
		last := ""
		if n := len(f.Timeline); n > 0 {
			last = f.Timeline[n-1].Event + " " + f.Timeline[n-1].Time.Format(time.RFC3339)
		}
		line("tokens", f.Username, cmp.Or(clients[f.ClientID], f.ClientID), f.State, f.ExpiresAt, last, f.OriginJTI)
	}
	for _, b := range s.BrowserSessions {
		line("browser", b.Username, "", b.State, b.ExpiresAt, "signed in "+b.AuthTime.Format(time.RFC3339), b.ID)
	}
	return table.Flush()
}

// end ends the token family or the browser session with an id.
func (o sessionsOptions) end(cmd *cobra.Command, id string) error {
	if err := rejectEmptyFlags(cmd.Flags()); err != nil {
		return err
	}
	list, err := o.read(cmd.Context(), "")
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(list.TokenFamilies, func(f emulatorFamily) bool { return f.OriginJTI == id }); i >= 0 {
		if err := o.client.call(cmd.Context(), http.MethodPost, "token-families/"+url.PathEscape(id)+"/revoke", nil, nil); err != nil {
			return err
		}
		cmd.PrintErrf("The tokens of %s are revoked.\n", list.TokenFamilies[i].Username)
		return nil
	}
	i := slices.IndexFunc(list.BrowserSessions, func(b emulatorBrowserSession) bool { return b.ID == id })
	if i < 0 {
		return fmt.Errorf("%q is not the id of a session. cognitokit sessions shows the ids", id)
	}
	if err := o.client.call(cmd.Context(), http.MethodDelete, "browser-sessions/"+url.PathEscape(id), nil, nil); err != nil {
		return err
	}
	cmd.PrintErrf("The browser of %s is signed out.\n", list.BrowserSessions[i].Username)
	return nil
}
