package dev.mooring.websocket.core.proxy;

/** A way to a server. */
public sealed interface Route permits Direct, ProxyServer {}
