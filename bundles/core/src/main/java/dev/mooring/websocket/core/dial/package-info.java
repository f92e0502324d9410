/**
 * From a checked URL to a socket that is connected and, if TLS is asked for, secure. No name is looked up here: only
 * addresses that have been judged are dialled, and those of the platform's proxies. What a thread is blocked in here, a
 * {@code Cutoff} ends. Calls {@code url}, {@code proxy}, {@code credentials}, {@code deflate}, {@code tls},
 * {@code socket} and {@code thread}.
 */
@NullMarked
package dev.mooring.websocket.core.dial;

import org.jspecify.annotations.NullMarked;
