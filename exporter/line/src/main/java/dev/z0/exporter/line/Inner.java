package dev.z0.exporter.line;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;

/** The keys of objects inside a line. They keep their names whatever the preset. */
enum Inner {
    TYPE,
    SQL,
    MS,
    COUNT,
    SERVICE,
    OPERATION,
    ERRORS,
    RETRIES,
    STATUS,
    REQUESTS,
    TOKENS_INPUT,
    TOKENS_OUTPUT,
    TTFT_MS,
    MODEL,
    COST_USD,
    CAUSES,
    SQL_STATE,
    VENDOR_CODE,
    CONSTRAINT,
    ERROR_CLASS,
    ERROR_MSG,
    MESSAGE,
    STACK;

    final SerializedString encoded = new SerializedString(name().toLowerCase(Locale.ROOT));
}
