namespace Render.Storage.Emulator;

/// <summary>The emulator cannot be started.</summary>
/// <param name="message">Why, and what to do.</param>
public sealed class AzuriteException(string message) : Exception(message);
