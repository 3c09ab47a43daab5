namespace Render.Network.Economics;

/// <summary>Something wrong in the books.</summary>
/// <param name="Sequence">The entry it was found at; −1 for the books as a whole.</param>
/// <param name="Fault">What kind of fault.</param>
/// <param name="Detail">The same in words, with the values.</param>
public sealed record BookFinding(long Sequence, BookFault Fault, string Detail);
