/** The subject that is Mooring: boots the product in Felix, as it ships. */
@NullMarked
package dev.mooring.websocket.itests.bench.mooring;

import org.jspecify.annotations.NullMarked;
