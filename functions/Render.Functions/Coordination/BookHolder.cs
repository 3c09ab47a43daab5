using Render.Storage.Ledger;

namespace Render.Functions.Coordination;

/// <summary>The term's book, which was opened before the services that use it were made.</summary>
/// <param name="Ledger">The book.</param>
internal sealed record BookHolder(AppendBlobLedger Ledger);
