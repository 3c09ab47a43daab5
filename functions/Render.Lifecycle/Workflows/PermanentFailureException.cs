namespace Render.Lifecycle.Workflows;

/// <summary>Thrown by an activity whose failure no further attempt can mend; the retry policy is not asked.</summary>
public class PermanentFailureException(string message, Exception? inner = null) : Exception(message, inner);
