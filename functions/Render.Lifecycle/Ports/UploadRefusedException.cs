namespace Render.Lifecycle.Ports;

/// <summary>An upload is not taken in; what there was of it is removed.</summary>
/// <param name="why">Why, in words.</param>
public sealed class UploadRefusedException(string why) : Exception(why);
