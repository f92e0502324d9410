/** The process of one subject: takes commands from the runner, measures itself, and answers with figures. */
@NullMarked
package dev.mooring.websocket.itests.bench.client;

import org.jspecify.annotations.NullMarked;
