package dev.mooring.websocket.core.proxy;

/** Without any proxy. */
public record Direct() implements Route {}
