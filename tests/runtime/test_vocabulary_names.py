"""What is a secret by its name: the labelled lists, and the rules behind them."""

from __future__ import annotations

import pickle

import pytest

from foundry_logging.vocabulary import Verdict, is_secret_name, words
from foundry_logging.vocabulary import _word_lists as lists
from foundry_logging.vocabulary.names import stems


def _each(text: str) -> list[str]:
    return text.split()


SECRET = _each(
    """
    password passwords passwd pwd passphrase passcode secret secrets credential credentials creds jwt
    authorization cookie cookies csrf xsrf otp totp cvv cvc ssn iban psk dsn sessionid htpasswd parol sekret
    PASSWORD Password dbPassword db_password db-password DB_PASSWORD newPassword old_password password1
    password2 PASSWORD_V2 userpassword mypasswd rootpassword my_secret client_secret clientSecret CLIENT_SECRET
    clientsecret app_secret_value shared_secret jwt_secret JWTs jwt_token sentry_dsn csrf_token csrftoken
    csrfmiddlewaretoken xsrf_token Set-Cookie x-csrf-token phpsessid JSESSIONID cvv2 totp_secret otp_code token
    Token TOKEN access_token accessToken refresh_token auth_token hf_token HFToken HF_TOKEN bot_token botToken
    TELEGRAM_BOT_TOKEN id_token user_token session_token reset_token github_token token_value token_data
    new_token token1 token_v2 accesstoken authtoken bearer_token x-auth-token personal_access_token
    password_reset_token test_token decrypted_token unencrypted_password test_password access_tokens
    refresh_tokens auth_tokens oauth_tokens bearer_tokens session_tokens api_tokens device_tokens reset_tokens
    api_key apiKey APIKey API_KEY apikey x-api-key X_API_KEY OPENAI_API_KEY openai_api_key openai_key
    anthropic_key api_keys access_key accessKey aws_secret_access_key secret_key SECRET_KEY private_key
    privateKey privatekey encryption_key signing_key auth_key account_key service_key storage_key master_key
    ssh_key gpg_key tls_key hmac_key client_key license_key webhook_key session_key provider_key stripe_key
    api_key_value api_key_header private_key_pem db_pass smtp_pass user_pass admin_pass ssh_pass proxy_pass
    DB_PASS db_pass_value mfa_code verification_code authorization_code auth_code recovery_codes backup_codes
    value_from_secret key_for_token list_of_secrets token_for_user request_token
    password_for_client secret_from_env passwordForUser token_of_service
    sms_code pin_code security_code card_number cardNumber credit_card credit_card_number social_security
    social_security_number seed_phrase connection_string connectionString connstr conn_str basic_auth proxy_auth
    http_auth auth_header auth_headers signed_url sas_url webhook_url user_pin auth bearer Proxy-Authorization
    пароль пароля паролем Пароль парольБазы токен токена Токен_бота секрет секрета секреты ключ_api
    пароль_пользователя
    """
)

NOT_SECRET = _each(
    """
    private_key_filename api_key_alias token_aliases token_refresh_interval access_token_seconds api_key_spend
    password_counter
    jwt_algorithm basic_auth_username secrets_backend csrf_exempt cookie_max_age
    max_tokens maxTokens tokens tokens_generated prompt_tokens input_tokens output_tokens total_tokens
    completion_tokens tokens_per_second tokenizer tokenize tokenization token_count tokenCount num_tokens
    token_ids token_type token_type_id eos_token bos_token pad_token unk_token sep_token cls_token mask_token
    stop_token special_token input_token output_token prompt_token cached_tokens reasoning_tokens draft_token
    image_token vocab_token next_token prev_token page_token next_page_token continuation_token cursor_token
    sync_token first_token last_token current_token each_token per_token max_token total_token used_token
    cancel_token time_per_token token_embedding token_weights token_logprobs token_budget token_bucket
    token_window token_cost token_limit token_usage token_rate token_length_limit token_index password_count
    password_len password_hash password_hashes passwordHash password_reset password_reset_url password_policy
    password_field password_strength password_hint password_min_len password_digest password_sha256 password_md5
    password_updated_at_ts password_expires_at password_expired password_required password_set
    password_configured password_present password_missing password_enabled password_valid password_status
    password_error password_provider secret_name secret_id secret_arn secret_version secret_path secret_type
    secret_manager secret_store secrets_file secret_rotated_at credentials_path credentials_file credential_id
    api_key_id api_key_name api_key_prefix api_key_hash aws_access_key_id token_url token_endpoint
    token_expires_in token_expiry token_ttl token_scope token_issuer authorization_url authorization_endpoint
    cookie_name cookie_path cookie_domain csrf_error jwt_issuer otp_enabled api_key_env api_key_env_var
    secret_variable encrypted_password_file password_validator card_number_last4 is_secret has_password
    has_token need_token needs_password requires_auth_token allow_token show_password include_secrets
    num_secrets max_passwords min_password hashed_password encrypted_password masked_token public_key
    public_token fake_password dummy_secret example_token key keys cache_key primary_key foreign_key sort_key
    keyboard keyword monkey turkey public_keys map_key code status_code error_code exit_code country_code codes
    passcodec session session_id session_name identity user_id author authors authority authentication author_id
    certificate cert user_name email username passenger bypass compass pass passed passes first_pass render_pass
    passport tokenomics secretary secretariat secretly cookiecutter otpauthx basic_author auth_provider
    auth_method auth_type author_header url database_url redis_url broker_url card_type card seed phrase string
    connection pin number model_id duration method path status endpoint message level request_id trace_id sha256
    md5 digest токены токенов токенам токенизатор секретарь ключевой ключ подключен отключен исключение паролька
    username_from_token_claim path_to_private_key user_by_token hosts_without_credentials url_for_token
    getUserByApiKey metadata_for_secret secret_ref secretRefs token_claims credential_target password_can_change
    must_change_password ignored_credentials since_token batch_token client_request_token lifecycle_action_token
    token_thumbprint credentials_email auth_header_protocol_number token_start token_end token_user
    credentials_uri backup_code_period token_updater session_key_proof token_symbol token_address quote_token
    token_serials token_refresh_time jwt_validity credential_location secrets_group permissions_create_token
    permit_token password_date credentials_project
    следующий_токен
    """
)


@pytest.mark.parametrize("name", SECRET)
def test_it_names_a_secret(name: str) -> None:
    assert is_secret_name(name), is_secret_name(name).reason


@pytest.mark.parametrize("name", NOT_SECRET)
def test_it_names_no_secret(name: str) -> None:
    assert not is_secret_name(name), is_secret_name(name).reason


@pytest.mark.parametrize("name", SECRET)
def test_case_and_separator_do_not_matter(name: str) -> None:
    parts = words(name)
    for spelling in ("_".join(parts), "-".join(parts).upper(), ".".join(parts), " ".join(parts).title()):
        assert is_secret_name(spelling), spelling


@pytest.mark.parametrize("word", sorted(lists.METADATA))
def test_a_metadata_word_after_the_last_hit_cancels(word: str) -> None:
    assert not is_secret_name(f"password_{word}")
    assert not is_secret_name(f"apiKey_{word}")


@pytest.mark.parametrize("word", sorted(lists.METADATA - lists.LEADING - lists.TOKEN_OF_TEXT))
def test_a_hit_after_the_metadata_word_wins(word: str) -> None:
    assert is_secret_name(f"password_{word}_token")


@pytest.mark.parametrize("word", sorted(lists.LEADING))
def test_a_leading_predicate_cancels(word: str) -> None:
    assert not is_secret_name(f"{word}_password")
    assert is_secret_name(f"x_{word}_password")


@pytest.mark.parametrize("word", sorted(lists.TRANSPARENT))
def test_a_transparent_ending_changes_nothing(word: str) -> None:
    assert is_secret_name(f"password_{word}")
    assert is_secret_name(f"smtp_pass_{word}")
    assert not is_secret_name(f"max_tokens_{word}")


@pytest.mark.parametrize("word", sorted(lists.TOKEN_OF_TEXT))
def test_a_token_of_a_text_is_no_secret(word: str) -> None:
    assert not is_secret_name(f"{word}_token")
    assert not is_secret_name(f"{word}Token")


@pytest.mark.parametrize("word", sorted(lists.KEY_AFTER))
def test_a_key_is_a_secret_in_its_pairs(word: str) -> None:
    assert is_secret_name(f"{word}_key")
    assert is_secret_name(f"{word}_keys")


@pytest.mark.parametrize("glued", sorted(lists.GLUED))
def test_a_glued_word_is_judged_as_its_parts(glued: str) -> None:
    assert words(glued) == lists.GLUED[glued]
    assert bool(is_secret_name(glued)) == bool(is_secret_name("_".join(lists.GLUED[glued])))


@pytest.mark.parametrize("word", sorted(lists.STRONG))
def test_no_strong_word_is_found_inside_of_another_word(word: str) -> None:
    assert is_secret_name(word)
    assert not is_secret_name(f"{word}zzz")


@pytest.mark.parametrize("name", SECRET)
def test_every_secret_name_holds_a_stem(name: str) -> None:
    assert any(stem in "_".join(words(name)) for stem in stems())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HFToken", ("hf", "token")),
        ("APIs", ("apis",)),
        ("JWTs", ("jwts",)),
        ("listJWTs", ("list", "jwts")),
        ("XMLHttpRequest", ("xml", "http", "request")),
        ("sha256_of_file", ("sha256", "of", "file")),
        ("md5", ("md5",)),
        ("S3Key", ("s3", "key")),
        ("retry_2_times", ("retry", "times")),
        ("app_log", ("app", "log")),
        ("catalog", ("catalog",)),
        ("КлючDoступа", ("ключ", "doступа")),
        ("ПарольБазы", ("пароль", "базы")),
        ("ｐａｓｓｗｏｒｄ", ("password",)),
        ("db:password[0]", ("db", "password")),
        ("__dunder__", ("dunder",)),
        ("", ()),
        ("123", ()),
        ("🔑", ()),
    ],
)
def test_a_name_is_cut_into_its_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


def test_full_width_letters_are_letters() -> None:
    assert is_secret_name("ｐａｓｓｗｏｒｄ")


@pytest.mark.parametrize(
    ("name", "kind", "hides_numbers"),
    [
        ("password", "strong", True),
        ("pin_code", "code", True),
        ("card_number", "pair", True),
        ("db_pass", "pass", True),
        ("token", "token", False),
        ("api_key", "key", False),
        ("auth", "auth", False),
        ("otp_token", "strong", True),
        ("max_tokens", "", False),
    ],
)
def test_the_kind_says_whether_numbers_are_hidden(name: str, kind: str, hides_numbers: bool) -> None:
    verdict = is_secret_name(name)
    assert (verdict.kind, verdict.hides_numbers) == (kind, hides_numbers)


def test_the_reason_names_the_word() -> None:
    assert "password" in is_secret_name("db_password").reason
    assert "'hash' after 'password'" in is_secret_name("password_hash").reason


def test_a_project_adds_words_of_its_own() -> None:
    assert not is_secret_name("magic_phrase")
    assert is_secret_name("magic_phrase", extra_words=frozenset({"magic"}))
    assert is_secret_name("the_magic_phrase", extra_words=frozenset({"magic phrase"}))
    assert not is_secret_name("phrase_magic", extra_words=frozenset({"magic phrase"}))
    assert not is_secret_name("magic_count", extra_words=frozenset({"magic"}))


def test_a_project_excuses_names_of_its_own() -> None:
    assert not is_secret_name("cookieJar", not_secrets=frozenset({"cookie_jar"}))
    assert is_secret_name("cookie", not_secrets=frozenset({"cookie_jar"}))


def test_a_project_adds_metadata_words() -> None:
    assert is_secret_name("jwt_dialect")
    assert not is_secret_name("jwt_dialect", extra_metadata=frozenset({"dialect"}))


def test_a_verdict_cannot_be_changed_and_can_be_sent() -> None:
    verdict = is_secret_name("password")
    with pytest.raises(AttributeError, match="immutable"):
        verdict.secret = False
    assert pickle.loads(pickle.dumps(verdict)) == verdict
    assert verdict != Verdict(True, "other", "strong")


@pytest.mark.parametrize("piece", ["a", "A", "a_", "aB", "Ab1", "1", "_", "пА", "ABs"])
def test_a_name_of_a_million_letters_is_judged_in_linear_time(piece: str) -> None:
    assert not is_secret_name(piece * (200_000 // len(piece)))
