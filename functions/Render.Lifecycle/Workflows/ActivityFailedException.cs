namespace Render.Lifecycle.Workflows;

/// <summary>The last allowed attempt of an activity failed.</summary>
/// <param name="activity">The activity's name.</param>
/// <param name="sequenceId">The call's number within its instance.</param>
/// <param name="errorType">The full name of the exception's type, for <c>when</c> clauses that hold after a restart too.</param>
/// <param name="error">The exception's message.</param>
public sealed class ActivityFailedException(string activity, int sequenceId, string errorType, string error)
    : Exception($"Activity '{activity}' (call {sequenceId}) failed: {error}")
{
    /// <summary>The activity's name.</summary>
    public string Activity { get; } = activity;

    /// <summary>The call's number within its instance.</summary>
    public int SequenceId { get; } = sequenceId;

    /// <summary>The full name of the exception's type.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>The exception's message.</summary>
    public string Error { get; } = error;

    /// <summary>Whether the activity threw exactly <typeparamref name="T"/>.</summary>
    public bool Is<T>() where T : Exception => ErrorType == typeof(T).FullName;
}
