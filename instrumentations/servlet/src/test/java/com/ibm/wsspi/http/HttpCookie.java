package com.ibm.wsspi.http;

/** Stands in for Open Liberty's, which needs the server's logging. */
public final class HttpCookie {}
