package dev.mooring.websocket.samples.reconnecting;

/**
 * How a connection has ended: what a {@link RetryRule} wants to know.
 *
 * @param wasOpen false if it could not be opened
 * @param code of the close event
 * @param retries how often it was tried again since it was last open
 */
record Ending(boolean wasOpen, int code, int retries) {}
