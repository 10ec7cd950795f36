package dev.z0.agent.core.redact;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Made-up secrets of each kind and what looks like them, the same in every run. */
final class Corpus {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final String HEX = DIGITS + "abcdef";
    private static final String BASE62 = DIGITS + LOWER + LOWER.toUpperCase(Locale.ROOT);
    private static final String BASE64 = BASE62 + "-_";
    private static final String[] NAMES = {
        "anna",
        "bob.smith",
        "o.brien",
        "jürgen",
        "maria-luisa",
        "x",
        "j.r.r",
        "user_1",
        "li+news",
        "D.Vader",
        "o'neil",
        "42"
    };
    private static final String[] DOMAINS = {
        "example.com",
        "mail.example.co.uk",
        "gmx.de",
        "163.com",
        "sub-domain.example.org",
        "münchen.de",
        "a.io",
        "corp.example.museum",
        "xn--bcher-kva.example",
        "3m.com"
    };

    private final Random random;

    Corpus(long seed) {
        random = new Random(seed);
    }

    /** How people and programs surround a value. */
    String surrounded(String value) {
        return String.format(
                pick(
                        "%s",
                        "Cannot process %s, giving up",
                        "value '%s' is not valid",
                        "{\"message\":\"rejected %s\",\"code\":42}",
                        "{\"input\":\"%s\"}",
                        "{\\\"input\\\":\\\"%s\\\"}",
                        "java.lang.IllegalStateException: no %s\n\tat com.acme.orders.Router$Inner.route(Router.java:42)",
                        "https://api.example.com/v1/items?q=%s&page=2",
                        "ERROR: duplicate key\n  Detail: Key (contact)=(%s) already exists.",
                        "Order[id=17, contact=%s, total=12.50]",
                        "<input>%s</input>",
                        "a\t%s\tb",
                        "failed (%s).",
                        "got %s; expected none",
                        "2024-11-20T06:01:02.123Z WARN [main] %s refused"),
                value.replace("%", "%"));
    }

    String email() {
        return pick(NAMES) + (random.nextInt(8) == 0 ? "%40" : "@") + pick(DOMAINS);
    }

    String phone() {
        return pick(
                () -> "+1" + nanp(""),
                () -> "+1 " + nanp(" "),
                () -> "+1-" + nanp("-"),
                () -> "+1 (" + area() + ") " + area() + "-" + digits(4),
                () -> "(" + area() + ") " + area() + "-" + digits(4),
                () -> nanp("-"),
                () -> nanp("."),
                () -> "1-" + nanp("-"),
                () -> "+49 " + area() + " " + digits(7),
                () -> "+49" + area() + digits(8),
                () -> "+49 (0) " + area() + " " + digits(6),
                () -> "+44 20 " + digits(4) + " " + digits(4),
                () -> "+33 6 " + digits(2) + " " + digits(2) + " " + digits(2) + " " + digits(2),
                () -> "+91-" + digits(5) + "-" + digits(5),
                () -> "0049 " + area() + " " + digits(7),
                () -> "0" + area() + " " + digits(7),
                () -> "0" + area() + "/" + digits(7),
                () -> "06 " + digits(2) + " " + digits(2) + " " + digits(2) + " " + digits(2),
                () -> "020 7946 " + digits(4),
                () -> "07700 9" + digits(5),
                () -> pick("phone=", "Tel: ", "\"phoneNumber\":\"", "mobile number ", "SMS to ", "user_phone: ", "fax ")
                        + pick("", "0")
                        + between(2, 9)
                        + digits(between(7, 10)));
    }

    String notPhone() {
        return pick(
                () -> between(2019, 2030) + "-" + two(12) + "-" + two(28),
                () -> between(2019, 2030) + "-" + two(12) + "-" + two(28) + " " + two(23) + ":" + two(59) + ":"
                        + two(59) + "." + digits(3),
                () -> two(28) + "." + two(12) + "." + between(2019, 2030),
                () -> two(12) + "/" + two(28) + "/" + between(2019, 2030) + " " + two(23) + ":" + two(59),
                () -> two(28) + "-" + two(12) + "-" + between(2019, 2030),
                () -> "2024-11-20T06:01:02+0200",
                () -> between(1, 255) + "." + between(0, 255) + "." + between(0, 255) + "." + between(0, 255),
                () -> between(1, 255) + "." + between(0, 255) + "." + between(0, 255) + "." + between(0, 255) + ":"
                        + between(1024, 65535),
                () -> between(1, 30) + "." + between(0, 99) + "." + between(0, 999) + "-" + between(1, 9999),
                () -> "order " + between(1, 9) + digits(between(5, 11)),
                () -> "ORD-" + between(2019, 2030) + "-" + digits(6),
                () -> digits(3) + "-" + digits(7) + "-" + digits(7),
                () -> "$" + between(1, 999) + "," + digits(3) + "." + digits(2),
                () -> between(1, 999) + "." + digits(3) + "." + digits(3) + ",00 EUR",
                () -> "17" + digits(11),
                () -> "took " + digits(3) + " ms, " + digits(4) + " rows, " + digits(5) + " bytes",
                () -> "line " + between(1, 999) + ", column " + between(1, 99),
                () -> "0." + digits(10),
                () -> "-" + between(1, 99) + "." + digits(8),
                () -> "offset " + digits(9) + " partition " + digits(2),
                () -> "hotel 12345678 room 4711",
                () -> "port " + between(1024, 65535),
                () -> "Content-Length: " + digits(8),
                () -> digits(5) + "-" + digits(4),
                () -> "SQLState " + digits(5) + " code 1062",
                () -> "thread-" + digits(2) + "-" + digits(3) + "-" + between(1, 9),
                () -> "build 20241120.101530-" + between(1, 99),
                () -> "[1, 2, 3, 10, 200, 3000]",
                () -> "978-3-16-148410-0");
    }

    String card() {
        String plain = pick(
                () -> luhn("4" + digits(14)),
                () -> luhn("5" + between(1, 5) + digits(13)),
                () -> luhn("2" + between(300, 699) + digits(11)),
                () -> luhn(pick("34", "37") + digits(12)),
                () -> luhn("6011" + digits(11)),
                () -> luhn("65" + digits(13)),
                () -> luhn("36" + digits(11)),
                () -> luhn("3530" + digits(11)),
                () -> luhn("62" + digits(16)),
                () -> luhn("4" + digits(11)),
                () -> luhn("6759" + digits(14)));
        String separator = pick("", "", " ", "-");
        if (plain.length() == 15 || plain.length() == 14) {
            return plain.substring(0, 4) + separator + plain.substring(4, 10) + separator + plain.substring(10);
        }
        return plain.length() < 16 ? plain : plain.replaceAll("(\\d{4})(?=\\d)", "$1" + separator);
    }

    String notCard() {
        return pick(
                () -> broken(card()),
                () -> "17" + digits(11),
                () -> "17" + digits(14),
                () -> "17" + digits(17),
                () -> between(1, 9) + digits(between(12, 18)),
                () -> "order-" + between(1, 9) + digits(15),
                () -> UUID.nameUUIDFromBytes(digits(9).getBytes(StandardCharsets.UTF_8))
                        .toString(),
                () -> hex(32),
                () -> "4111" + hex(28) + "f",
                () -> digits(4) + " " + digits(4) + " rows, " + digits(4) + " bytes",
                () -> "0." + digits(16),
                () -> digits(22));
    }

    String iban() {
        String country = pick(
                "DE18", "GB18", "FR23", "NL14", "CH17", "AT16", "ES20", "PL24", "NO11", "BE12", "SE20", "IT23", "MT27");
        int length = Integer.parseInt(country.substring(2));
        String code = country.substring(0, 2);
        String body = code.equals("GB") || code.equals("NL")
                ? letters(4).toUpperCase(Locale.ROOT) + digits(length - 4)
                : digits(length);
        String plain = code + ibanCheck(code, body) + body;
        return random.nextBoolean() ? plain : plain.replaceAll("(.{4})(?=.)", "$1 ");
    }

    String notIban() {
        return pick(
                () -> {
                    String iban = iban();
                    char last = iban.charAt(iban.length() - 1);
                    return iban.substring(0, iban.length() - 1) + (last == '9' ? '0' : (char) (last + 1));
                },
                () -> letters(2).toUpperCase(Locale.ROOT) + digits(between(10, 24)),
                () -> "INV" + digits(18),
                () -> "AB12-" + letters(4).toUpperCase(Locale.ROOT) + "-" + digits(4),
                () -> "Utf8Mb4UnicodeCollation",
                () -> letters(1).toUpperCase(Locale.ROOT) + letters(1) + digits(2) + letters(12));
    }

    String jwt() {
        String header = base64("{\"alg\":\"" + pick("HS256", "RS256", "none", "EdDSA") + "\",\"typ\":\"JWT\"}");
        String body = base64("{\"sub\":\"" + digits(9) + "\",\"exp\":" + digits(10) + "}");
        return header + "." + body + "." + pick("", string(BASE64, 43), string(BASE64, 342));
    }

    String notJwt() {
        return pick(
                () -> "eyJustAWord",
                () -> "eyJ" + letters(between(2, 8)) + "." + letters(3),
                () -> "com.acme.keyJar." + letters(6) + "." + letters(5),
                () -> "org.springframework.boot.loader.JarLauncher.launch(JarLauncher.java:51)",
                () -> "eyJ: not Base64");
    }

    String token() {
        return pick(
                () -> "sk_live_" + string(BASE62, between(24, 99)),
                () -> "rk_test_" + string(BASE62, 24),
                () -> "sk-" + string(BASE62, 48),
                () -> "sk-proj-" + string(BASE64, 120),
                () -> "sk-ant-api03-" + string(BASE64, 95),
                () -> "xoxb-" + digits(12) + "-" + digits(12) + "-" + string(BASE62, 24),
                () -> "ghp_" + string(BASE62, 36),
                () -> "github_pat_" + string(BASE62, 22) + "_" + string(BASE62, 59),
                () -> "glpat-" + string(BASE64, 20),
                () -> "AKIA" + string(LOWER.toUpperCase(Locale.ROOT) + "234567", 16),
                () -> "AIza" + string(BASE64, 35),
                () -> "SG." + string(BASE64, 22) + "." + string(BASE64, 43),
                () -> "whsec_" + string(BASE62, 32),
                () -> "npm_" + string(BASE62, 36),
                () -> "hf_" + string(BASE62, 34));
    }

    /** A pair: what stands before a token, and the token. */
    String[] namedToken() {
        return new String[] {
            pick(
                    "Bearer ",
                    "bearer ",
                    "Authorization: Bearer ",
                    "token=",
                    "access_token=",
                    "\"refreshToken\":\"",
                    "api_key: ",
                    "X-Api-Key: ",
                    "apiKey=",
                    "?token=",
                    "client-api-key=\"",
                    "JSESSIONID=",
                    "Authorization: Token ",
                    "\\\"id_token\\\":\\\"",
                    "AccountKey="),
            pick(
                    () -> hex(32),
                    () -> string(BASE62, between(20, 60)),
                    () -> string(BASE64, 43) + "=",
                    () -> between(1, 9) + hex(11))
        };
    }

    String notToken() {
        return pick(
                () -> "Unexpected token: " + pick("FROM", ")", "<EOF>", "'}'", "end of input", "identifier"),
                () -> "Unrecognized token '" + letters(6) + "': was expecting (JSON String, Number, Array)",
                () -> "Bearer token is missing or malformed",
                () -> "Basic authentication is required",
                () -> "WWW-Authenticate: Bearer realm=\"api\", error=\"invalid_token\"",
                () -> "\"tokens_input\":" + digits(4) + ",\"max_tokens\":4096",
                () -> "\"token_type\":\"Bearer\"",
                () -> "invalid token: ExpiredJwtException",
                () -> "token=null",
                () -> "\"token\":\"expired\"",
                () -> "sk-learn-contrib-feature-extraction",
                () -> "npm_config_registry_something_long",
                () -> "req_" + uuidV7(),
                () -> "evt_" + uuidV7(),
                () -> "cron_reconciler_20241120T060000.000Z",
                () -> "commit " + hex(40),
                () -> "traceparent 00-" + hex(32) + "-" + hex(16) + "-01",
                () -> "sha256:" + hex(64),
                () -> "com.acme.security.TokenFilter.doFilter(TokenFilter.java:" + between(1, 999) + ")",
                () -> "key=value, keys: 17, primary_key=id, publicKey=abc",
                () -> "SELECT token FROM sessions WHERE token = ? AND id = $1",
                () -> "arn:aws:s3:::bucket/" + letters(8));
    }

    /** A triple: what stands before a password, the password, and what stands behind it. */
    String[] password() {
        String value = string(BASE62 + "!#$%*-_.@", between(1, 3)) + string(BASE62 + "!#$*-_", between(5, 16));
        String[] around = random.nextInt(2) == 0
                ? pick(new String[][] {
                    {"password=", ""},
                    {"password=", "&user=bob"},
                    {"Password: ", ""},
                    {"pwd:", ", host: x"},
                    {"db.passwd = ", "\n"},
                    {"--password=", " --host x"},
                    {"spring.datasource.password=", ""},
                    {"DB_PASS=", " DB_HOST=x"},
                    {"User(name=bob, password=", ", age=3)"},
                    {"{user=bob, password=[", "], remember=[on]}"},
                    {"Key (password)=(", ") already exists"},
                    {"<password>", "</password>"},
                    {"secret=", ";"},
                    {"redis://:", "@cache:6379/0"},
                    {"https://bob:", "@example.com/x"},
                    {"postgresql://svc:", "@10.0.0.7:5432/orders"}
                })
                : pick(new String[][] {
                    {"{\"user\":\"bob\",\"password\":\"", "\",\"age\":3}"},
                    {"{\"secret\" : \"", "\"}"},
                    {"{\\\"client_secret\\\":\\\"", "\\\"}"},
                    {"{'passphrase': '", "'}"},
                    {"SET password = '", "' WHERE id = 1"},
                    {"password=\"", "\""},
                    {":password=>\"", "\"}"}
                });
        return new String[] {around[0], value, around[1]};
    }

    String notPassword() {
        return pick(
                () -> "password: must not be blank",
                () -> "{\"password\":\"must be at least 8 characters\"}",
                () -> "{\"password\":[\"is too short\"]}",
                () -> "Invalid password: please try again",
                () -> "password=null, name=bob",
                () -> "password=****** user=" + letters(5),
                () -> "password=${DB_PASSWORD}",
                () -> "UPDATE users SET password = ? WHERE id = ?",
                () -> "UPDATE users SET password = $1, token = $2",
                () -> "PWD=/home/" + letters(6),
                () -> "com.acme.PasswordEncoder.encode(PasswordEncoder.java:" + between(1, 99) + ")",
                () -> "passwordless login for user " + letters(6),
                () -> "bypass: on, compass: north",
                () -> "Access denied for user 'root'@'10.0.0.1' (using password: YES)",
                () -> "http://localhost:" + between(1024, 65535) + "/a/b",
                () -> "https://example.com:8443/users/@" + letters(5),
                () -> "ssh://git@example.com/acme/app",
                () -> "secretary=" + letters(4),
                () -> "password");
    }

    String notEmail() {
        return pick(
                () -> "com.acme.Foo@" + hex(8),
                () -> "user@localhost",
                () -> "icon@2x.png",
                () -> "java.base@17.0." + between(1, 20) + "/java.lang.Thread.run(Thread.java:840)",
                () -> "hibernate@5.4." + between(1, 40) + ".Final",
                () -> "react@18." + between(1, 9) + ".0",
                () -> "@Transactional(readOnly = true)",
                () -> "git@example.com:acme/app.git",
                () -> "@babel/core and @types/node",
                () -> "a @ b.com",
                () -> "'app'@'%'",
                () -> "svc@10.1.2." + between(1, 254),
                () -> "foo@",
                () -> "@bar.com");
    }

    String privateKey() {
        String label = pick(
                "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        String line = pick("\n", "\\n", "\r\n", " ");
        return "-----BEGIN " + label + "-----" + line + string(BASE62 + "+/", 64) + line + string(BASE62 + "+/", 40)
                + "==" + line + "-----END " + label + "-----";
    }

    String notPrivateKey() {
        String label = pick("CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE REQUEST");
        return "-----BEGIN " + label + "-----\n" + letters(40) + "\n-----END " + label + "-----";
    }

    String noise(String alphabet, int length) {
        return string(alphabet, length);
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @SafeVarargs
    private String pick(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    private String uuidV7() {
        return "0193" + hex(4) + "-" + hex(4) + "-7" + hex(3) + "-8" + hex(3) + "-" + hex(12);
    }

    private String nanp(String separator) {
        return area() + separator + area() + separator + digits(4);
    }

    private String area() {
        return between(2, 9) + digits(2);
    }

    private String two(int most) {
        return String.format("%02d", between(1, most));
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private String digits(int count) {
        return string(DIGITS, count);
    }

    private String letters(int count) {
        return string(LOWER, count);
    }

    private String hex(int count) {
        return string(HEX, count);
    }

    private String string(String alphabet, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String luhn(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return body + (10 - sum % 10) % 10;
    }

    private static String broken(String card) {
        char last = card.charAt(card.length() - 1);
        return card.substring(0, card.length() - 1) + (last == '9' ? '0' : (char) (last + 1));
    }

    private static String ibanCheck(String country, String body) {
        StringBuilder number = new StringBuilder();
        for (char c : (body + country + "00").toCharArray()) {
            number.append(Character.getNumericValue(c));
        }
        return String.format(
                "%02d",
                98
                        - new BigInteger(number.toString())
                                .mod(BigInteger.valueOf(97))
                                .intValue());
    }
}
