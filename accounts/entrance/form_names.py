"""Which form of ours stands for which of allauth's; read by the settings, so it knows nothing of Django."""

ACCOUNT = {
    "login": "Login",
    "add_email": "AddEmail",
    "change_password": "ChangePassword",
    "set_password": "SetPassword",
    "reset_password": "ResetPassword",
    "reset_password_from_key": "ResetPasswordKey",
    "reauthenticate": "Reauthenticate",
    "request_login_code": "RequestLoginCode",
    "confirm_login_code": "ConfirmCode",
    "confirm_email_verification_code": "ConfirmEmail",
}
MFA = {
    "authenticate": "Authenticate",
    "reauthenticate": "ReauthenticateMFA",
    "activate_totp": "ActivateTOTP",
    "deactivate_totp": "DeactivateTOTP",
    "generate_recovery_codes": "GenerateRecoveryCodes",
    "add_webauthn": "AddKey",
    "edit_webauthn": "EditKey",
}
