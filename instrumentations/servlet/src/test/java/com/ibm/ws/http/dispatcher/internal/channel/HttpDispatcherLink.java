package com.ibm.ws.http.dispatcher.internal.channel;

import com.ibm.ws.http.internal.VirtualHostMap;
import com.ibm.wsspi.http.EncodingUtils;
import com.ibm.wsspi.http.HttpDateFormat;
import com.ibm.wsspi.http.HttpInboundConnection;
import com.ibm.wsspi.http.HttpRequest;
import com.ibm.wsspi.http.HttpResponse;
import com.ibm.wsspi.http.SSLContext;

/** Stands in for Open Liberty's: a connection that requests come in on, one after the other. */
public final class HttpDispatcherLink implements HttpInboundConnection, VirtualHostMap.RequestHelper {
    private HttpRequest request;
    private HttpResponse response;

    /** A request comes in; {@code application} is called if there is one for the path, and calls {@link #finish}. */
    public void ready(HttpRequest request, HttpResponse response, Runnable application) {
        this.request = request;
        this.response = response;
        if (VirtualHostMap.findVirtualHost("endpoint", this)) {
            wrapHandlerAndExecute(application);
        } else {
            response.setStatus(404);
            finish(null);
        }
    }

    private void wrapHandlerAndExecute(Runnable application) {
        application.run();
    }

    @Override
    public void finish(Exception failure) {
        request = null;
        response = null;
    }

    @Override
    public String path() {
        return request.getURI();
    }

    @Override
    public HttpRequest getRequest() {
        return request;
    }

    @Override
    public HttpResponse getResponse() {
        return response;
    }

    @Override
    public String getRemoteHostAddress() {
        return "127.0.0.1";
    }

    @Override
    public String getLocalHostName(boolean canonical) {
        return null;
    }

    @Override
    public String getLocalHostAddress() {
        return null;
    }

    @Override
    public int getLocalPort() {
        return 0;
    }

    @Override
    public String getLocalHostAlias() {
        return null;
    }

    @Override
    public String getRemoteHostName(boolean canonical) {
        return null;
    }

    @Override
    public int getRemotePort() {
        return 0;
    }

    @Override
    public SSLContext getSSLContext() {
        return null;
    }

    @Override
    public EncodingUtils getEncodingUtils() {
        return null;
    }

    @Override
    public HttpDateFormat getDateFormatter() {
        return null;
    }

    @Override
    public boolean useTrustedHeaders() {
        return false;
    }

    @Override
    public String getTrustedHeader(String name) {
        return null;
    }

    @Override
    public String getRequestedHost() {
        return null;
    }

    @Override
    public int getRequestedPort() {
        return 0;
    }
}
