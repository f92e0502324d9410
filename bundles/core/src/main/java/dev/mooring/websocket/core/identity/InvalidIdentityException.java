package dev.mooring.websocket.core.identity;

/** Says what is wrong, and what is wanted instead. */
final class InvalidIdentityException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String problem;

    InvalidIdentityException(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
