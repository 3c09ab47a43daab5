namespace Render.Tracing.Scenes;

/// <summary>Something in a scene that is shown otherwise than the file says, told to the creator before any money moves.</summary>
/// <param name="Code">A stable code such as <c>camera-framed</c>.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record SceneNotice(string Code, string Message);
