using Microsoft.DurableTask;

namespace Render.Functions.Durable;

/// <summary>Failures in words.</summary>
internal static class DurableErrors
{
    /// <summary>The exception's type, without its namespace, and its message.</summary>
    public static string Text(TaskFailureDetails? failure) =>
        failure is null ? "no reason was given" : $"{failure.ErrorType[(failure.ErrorType.LastIndexOf('.') + 1)..]}: {failure.ErrorMessage}";
}
