package hostedui

// translated are the texts that managed login has in each of its languages, in English.
// The others are English in all of them. The service's own words are not known: the
// stand-in's are below.
var translated = []string{
	"Sign in", "Sign in to your account.", "Email or username", "Password", "Next", "Continue", "Continue with",
	"Enter your password", "Forgot your password?", "Need an account?", "Sign up", "Sign in as a different user",
	"Username", "Email", "Phone number", "Code", "Change password", "New password", "New password again",
	"Confirm account", "Send a new code", "Back to sign in", "Reset my password",
}

var byLanguage = map[string][]string{
	"de": {
		"Anmelden", "Melden Sie sich bei Ihrem Konto an.", "E-Mail-Adresse oder Benutzername", "Passwort", "Weiter", "Weiter", "Weiter mit",
		"Geben Sie Ihr Passwort ein", "Passwort vergessen?", "Noch kein Konto?", "Registrieren", "Als jemand anderes anmelden",
		"Benutzername", "E-Mail-Adresse", "Telefonnummer", "Code", "Passwort ändern", "Neues Passwort", "Neues Passwort wiederholen",
		"Konto bestätigen", "Neuen Code senden", "Zurück zur Anmeldung", "Passwort zurücksetzen",
	},
	"es": {
		"Iniciar sesión", "Inicie sesión en su cuenta.", "Correo electrónico o nombre de usuario", "Contraseña", "Siguiente", "Continuar", "Continuar con",
		"Introduzca su contraseña", "¿Ha olvidado su contraseña?", "¿Necesita una cuenta?", "Registrarse", "Iniciar sesión con otro usuario",
		"Nombre de usuario", "Correo electrónico", "Número de teléfono", "Código", "Cambiar contraseña", "Contraseña nueva", "Repita la contraseña nueva",
		"Confirmar cuenta", "Enviar un código nuevo", "Volver al inicio de sesión", "Restablecer mi contraseña",
	},
	"fr": {
		"Se connecter", "Connectez-vous à votre compte.", "E-mail ou nom d'utilisateur", "Mot de passe", "Suivant", "Continuer", "Continuer avec",
		"Saisissez votre mot de passe", "Mot de passe oublié ?", "Besoin d'un compte ?", "S'inscrire", "Se connecter avec un autre compte",
		"Nom d'utilisateur", "E-mail", "Numéro de téléphone", "Code", "Changer le mot de passe", "Nouveau mot de passe", "Confirmer le nouveau mot de passe",
		"Confirmer le compte", "Envoyer un nouveau code", "Retour à la connexion", "Réinitialiser mon mot de passe",
	},
	"id": {
		"Masuk", "Masuk ke akun Anda.", "Email atau nama pengguna", "Kata sandi", "Berikutnya", "Lanjutkan", "Lanjutkan dengan",
		"Masukkan kata sandi Anda", "Lupa kata sandi?", "Butuh akun?", "Daftar", "Masuk sebagai pengguna lain",
		"Nama pengguna", "Email", "Nomor telepon", "Kode", "Ubah kata sandi", "Kata sandi baru", "Ulangi kata sandi baru",
		"Konfirmasi akun", "Kirim kode baru", "Kembali ke halaman masuk", "Atur ulang kata sandi saya",
	},
	"it": {
		"Accedi", "Accedi al tuo account.", "E-mail o nome utente", "Password", "Avanti", "Continua", "Continua con",
		"Inserisci la password", "Password dimenticata?", "Ti serve un account?", "Registrati", "Accedi come altro utente",
		"Nome utente", "E-mail", "Numero di telefono", "Codice", "Cambia password", "Nuova password", "Ripeti la nuova password",
		"Conferma account", "Invia un nuovo codice", "Torna all'accesso", "Reimposta la mia password",
	},
	"ja": {
		"サインイン", "アカウントにサインインしてください。", "E メールまたはユーザー名", "パスワード", "次へ", "続行", "次で続行:",
		"パスワードを入力してください", "パスワードをお忘れですか?", "アカウントが必要ですか?", "サインアップ", "別のユーザーとしてサインイン",
		"ユーザー名", "E メール", "電話番号", "コード", "パスワードを変更", "新しいパスワード", "新しいパスワード (確認)",
		"アカウントを確認", "新しいコードを送信", "サインインに戻る", "パスワードをリセット",
	},
	"ko": {
		"로그인", "계정에 로그인하세요.", "이메일 또는 사용자 이름", "비밀번호", "다음", "계속", "다음으로 계속:",
		"비밀번호를 입력하세요", "비밀번호를 잊으셨나요?", "계정이 필요하신가요?", "가입", "다른 사용자로 로그인",
		"사용자 이름", "이메일", "전화번호", "코드", "비밀번호 변경", "새 비밀번호", "새 비밀번호 확인",
		"계정 확인", "새 코드 보내기", "로그인으로 돌아가기", "비밀번호 재설정",
	},
	"nl": {
		"Inloggen", "Log in bij uw account.", "E-mailadres of gebruikersnaam", "Wachtwoord", "Volgende", "Doorgaan", "Doorgaan met",
		"Voer uw wachtwoord in", "Wachtwoord vergeten?", "Nog geen account?", "Registreren", "Als andere gebruiker inloggen",
		"Gebruikersnaam", "E-mailadres", "Telefoonnummer", "Code", "Wachtwoord wijzigen", "Nieuw wachtwoord", "Nieuw wachtwoord herhalen",
		"Account bevestigen", "Nieuwe code sturen", "Terug naar inloggen", "Mijn wachtwoord opnieuw instellen",
	},
	"pt-BR": {
		"Entrar", "Entre na sua conta.", "E-mail ou nome de usuário", "Senha", "Próximo", "Continuar", "Continuar com",
		"Digite sua senha", "Esqueceu a senha?", "Precisa de uma conta?", "Cadastrar-se", "Entrar como outro usuário",
		"Nome de usuário", "E-mail", "Número de telefone", "Código", "Alterar senha", "Nova senha", "Repita a nova senha",
		"Confirmar conta", "Enviar um novo código", "Voltar para entrar", "Redefinir minha senha",
	},
	"zh-CN": {
		"登录", "登录您的账户。", "电子邮件或用户名", "密码", "下一步", "继续", "继续使用",
		"输入您的密码", "忘记密码？", "需要账户？", "注册", "以其他用户身份登录",
		"用户名", "电子邮件", "电话号码", "验证码", "更改密码", "新密码", "再次输入新密码",
		"确认账户", "发送新验证码", "返回登录", "重置我的密码",
	},
	"zh-TW": {
		"登入", "登入您的帳戶。", "電子郵件或使用者名稱", "密碼", "下一步", "繼續", "繼續使用",
		"輸入您的密碼", "忘記密碼？", "需要帳戶？", "註冊", "以其他使用者身分登入",
		"使用者名稱", "電子郵件", "電話號碼", "驗證碼", "變更密碼", "新密碼", "再次輸入新密碼",
		"確認帳戶", "傳送新驗證碼", "返回登入", "重設我的密碼",
	},
}

// translations are the texts of each language by their English.
var translations = func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for language, texts := range byLanguage {
		all[language] = map[string]string{}
		for i, english := range translated {
			all[language][english] = texts[i]
		}
	}
	return all
}()
