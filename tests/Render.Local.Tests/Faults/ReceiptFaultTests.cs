using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using Render.Local.Tests.Faults.Support;
using Render.Network.Economics;
using Render.Network.Jobs;
using Render.Network.Messages;
using Render.Network.Proof;

namespace Render.Local.Tests.Faults;

public sealed class ReceiptFaultTests : IAsyncLifetime
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private FaultNetwork _network = null!;
    private PlayedNode _node = null!;
    private PlayedNode _other = null!;
    private JobId _job;
    private WorkAssignment _work = null!;

    public async Task InitializeAsync()
    {
        _network = await FaultNetwork.Start();
        _node = await _network.Join("op-a");
        _other = await _network.Join("op-b");
        _job = await _network.Submit();
        _work = await _node.Next(WorkKind.Render);
    }

    public async Task DisposeAsync() => await _network.DisposeAsync();

    [Fact]
    public async Task Receipt_SignedByAnotherKey_IsRefusedAndTheRightOneIsStillTaken()
    {
        var right = await _node.Prepare(_work);
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var problem = await Refusals.Of(_node.Submit(right with { Signature = NodeSignature.Sign(forger, right.Receipt) }));

        Assert.Equal(("signature-invalid", 422), (problem.Code, problem.Status));
        await _node.Submit(right);
        await _network.Settle(_job, _node, _other);
    }

    [Fact]
    public async Task Receipt_WithHighS_IsRefusedAndItsLowTwinIsTaken()
    {
        var right = await _node.Prepare(_work);

        var problem = await Refusals.Of(_node.Submit(right with { Signature = HighTwin(right.Signature) }));

        Assert.Equal(("signature-high-s", 422), (problem.Code, problem.Status));
        Assert.Contains("n − s", problem.Fix, StringComparison.Ordinal);
        await _node.Submit(right);
        await _network.Settle(_job, _node, _other);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_WithAForgedOrHighSSignature_IsNoRequestOfTheNode(bool high)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new ClaimWork(1, 0), WireJson.Options);
        var target = $"/v1/nodes/{_node.Identity.Id}/claim";
        var time = (ulong)_network.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var signed = new SignedRequest(_node.Identity.KeyDigest, time, Digest.Of(body), "POST", target).ToArray();
        var signature = high ? HighTwin(_node.Identity.Sign(signed)) : _other.Identity.Sign(signed);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(WireHeaders.Node, _node.Identity.Id.Value);
        request.Headers.Add(WireHeaders.Timestamp, time.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WireHeaders.Signature, Convert.ToBase64String(signature));

        using var answer = await _network.Http.SendAsync(request);

        var problem = JsonSerializer.Deserialize<Problem>(await answer.Content.ReadAsStringAsync(), WireJson.Options)!.Helpful();
        Assert.Equal(("request-signature", 401), (problem.Code, problem.Status));
        await _network.StillServes();
    }

    [Fact]
    public async Task Receipt_OfAnotherRoot_IsRefusedAndAnotherNodeRendersTheTask()
    {
        var result = await _node.Render(_work);
        await _node.Upload(result);

        var problem = await Refusals.Of(_node.Submit(_node.Sign(_work, _node.ReceiptOf(_work, result) with { Root = Digest.OfText("another") })));

        Assert.Equal(("root-mismatch", 422), (problem.Code, problem.Status));
        await GivenToTheOther("root-mismatch");
    }

    [Fact]
    public async Task Receipt_OfMoreRaysThanItsTree_IsRefused()
    {
        var result = await _node.Render(_work);
        await _node.Upload(result);
        var receipt = _node.ReceiptOf(_work, result);

        var problem = await Refusals.Of(_node.Submit(_node.Sign(_work, receipt with { Rays = receipt.Rays + 1 })));

        Assert.Equal("root-mismatch", problem.Code);
        await GivenToTheOther("root-mismatch");
    }

    [Fact]
    public async Task Receipt_OfMoreRaysThanItsSamplesCanHave_IsRefusedThoughItsTreeAgrees()
    {
        var id = _work.Task.Id;
        var most = RayCeiling.OfBlock(id.Region.Block(1).Pixels, id.Samples.Count, _work.Settings.Bounces);
        var honest = await _node.Render(_work);
        Assert.Null(RayCeiling.FirstAbove(honest, _work.Settings.Bounces));
        var inflated = await _node.Render(_work, (block, rays) => block == 1 ? most + 1 : rays);
        await _node.Upload(inflated);

        var problem = await Refusals.Of(_node.Submit(_node.Sign(_work, _node.ReceiptOf(_work, inflated))));

        Assert.Equal(("rays-impossible", 422), (problem.Code, problem.Status));
        Assert.Contains(most.ToString(CultureInfo.InvariantCulture), problem.Detail, StringComparison.Ordinal);
        await GivenToTheOther("rays-impossible");
    }

    [Fact]
    public async Task Receipt_ForAnotherNetwork_IsRefused()
    {
        var result = await _node.Render(_work);
        await _node.Upload(result);

        var problem = await Refusals.Of(_node.Submit(_node.Sign(_work, _node.ReceiptOf(_work, result) with { Network = Digest.OfText("elsewhere") })));

        Assert.Equal("field-mismatch", problem.Code);
        Assert.Contains("network", problem.Detail, StringComparison.Ordinal);
        await GivenToTheOther("field-mismatch");
    }

    [Fact]
    public async Task Receipt_OfALeaseThatRanOut_IsRefusedByItsFence()
    {
        var late = await _node.Prepare(_work);
        _network.Time.Advance(TimeSpan.FromMinutes(11));
        var again = await _other.Next(WorkKind.Render);
        Assert.Equal(_work.Task.Id, again.Task.Id);
        Assert.True(again.Lease.Fencing > _work.Lease.Fencing);

        var stale = await Refusals.Of(_node.Submit(late));
        var pretended = await Refusals.Of(_node.Submit(late with { Fencing = again.Lease.Fencing, LeaseId = again.Lease.Id }));

        Assert.Equal(("lease-stale", 409), (stale.Code, stale.Status));
        Assert.Equal("lease-stale", pretended.Code);
        Assert.Equal("lease-stale", (await Refusals.Of(_node.Submit(late))).Code);
        await _other.Deliver(again);
        await _network.Settle(_job, _other, _node);
        Assert.Single(await _network.Ledger(), entry => entry.Kind == LedgerEntryKind.ReceiptRecorded);
    }

    [Fact]
    public async Task Receipt_SentTwice_GetsTheSameAnswerAndOneEntry()
    {
        var receipt = await _node.Prepare(_work);
        var first = await _node.Submit(receipt);
        var second = await _node.Submit(receipt);
        Assert.Equal(first.LedgerSequence, second.LedgerSequence);

        await _network.Settle(_job, _node, _other);

        Assert.Equal(first.LedgerSequence, (await _node.Submit(receipt)).LedgerSequence);
        Assert.Single(await _network.Ledger(), entry => entry.Kind == LedgerEntryKind.ReceiptRecorded);
    }

    [Fact]
    public async Task Receipt_SecondAndDifferentForALease_ConvictsTheNodeAndTheJobIsFinishedByOthers()
    {
        var result = await _node.Render(_work);
        await _node.Upload(result);
        var receipt = _node.ReceiptOf(_work, result);
        var first = await _node.Submit(_node.Sign(_work, receipt));
        var stake = (await _network.Node(_node)).Stake;

        var problem = await Refusals.Of(_node.Submit(_node.Sign(_work, receipt with { FinishedUnixMs = receipt.FinishedUnixMs + 1 })));

        Assert.Equal(("equivocation", 403), (problem.Code, problem.Status));
        var convicted = await _network.Node(_node);
        Assert.Equal(NodeStatus.Banned, convicted.Status);
        Assert.Contains("Two different receipts", convicted.Reason, StringComparison.Ordinal);
        Assert.True(convicted.Stake < stake);
        Assert.Single(await _network.Ledger(), entry => entry.Kind == LedgerEntryKind.Slashed);
        Assert.Equal(first.LedgerSequence, (await _node.Submit(_node.Sign(_work, receipt))).LedgerSequence);
        await BannedTriesAgain();
        await _network.Settle(_job, _other);
        Assert.DoesNotContain((await _network.Admin.Get<JobReceipt>($"/v1/jobs/{_job}/receipt")).Payouts, payout => payout.Node == _node.Identity.Id);
    }

    [Fact]
    public async Task Blob_LargerThanTheLeasedTaskCanGive_IsRefusedBeforeItIsStored()
    {
        var huge = new byte[(2 << 20) + 1];

        var problem = await Refusals.Of(_node.Put(huge));

        Assert.Equal(("body-too-large", 413), (problem.Code, problem.Status));
        await _node.Deliver(_work);
        await _network.Settle(_job, _node, _other);
    }

    [Fact]
    public async Task Result_OfAnotherLengthThanTheTask_IsRefused()
    {
        var result = await _node.Render(_work);
        byte[] longer = [.. result.Content.Span, 0, 0, 0, 0, 0, 0, 0, 0];
        await _node.Upload(result);
        await _node.Put(longer);

        var problem = await Refusals.Of(_node.Submit(_node.Sign(_work, _node.ReceiptOf(_work, result) with { ResultBlob = Digest.Of(longer) })));

        Assert.Equal("result-invalid", problem.Code);
        Assert.Contains(longer.Length.ToString(CultureInfo.InvariantCulture), problem.Detail, StringComparison.Ordinal);
        await GivenToTheOther("result-invalid");
    }

    [Fact]
    public async Task Receipt_BeforeItsUpload_IsToldToUploadFirstAndKeepsTheLease()
    {
        var result = await _node.Render(_work);
        var receipt = _node.Sign(_work, _node.ReceiptOf(_work, result));

        var problem = await Refusals.Of(_node.Submit(receipt));

        Assert.Equal(("blob-missing", 409), (problem.Code, problem.Status));
        await _node.Upload(result);
        await _node.Submit(receipt);
        await _network.Settle(_job, _node, _other);
    }

    [Fact]
    public async Task Auditor_WhoAsksForTheResult_GetsTheAnswerForABlobThatIsNotThere()
    {
        var result = await _node.Render(_work);
        await _node.Upload(result);
        await _node.Submit(_node.Sign(_work, _node.ReceiptOf(_work, result)));
        var audit = await _other.Next(WorkKind.Audit);
        Assert.Equal(_work.Task.Id, audit.Task.Id);

        var there = await Refusals.Of(Read(_other, Digest.Of(result.Content.Span)));
        var nowhere = await Refusals.Of(Read(_other, Digest.OfText("nothing")));

        Assert.Equal(("blob-unknown", 404), (there.Code, there.Status));
        Assert.Equal((nowhere.Code, nowhere.Fix), (there.Code, there.Fix));
        using var unauthorised = await _network.Http.GetAsync($"/v1/jobs/{_job}/tasks");
        Assert.Equal(401, (int)unauthorised.StatusCode);
        await _other.Client.Submit(await _other.Report(audit), CancellationToken.None);
        await _network.Settle(_job, _node, _other);
    }

    [Fact]
    public async Task ClaimFlood_OfADrainingNode_GetsNothingAndHoldsUpNobody()
    {
        await _node.Client.Fail(new FailLease(_work.Task.Id, _work.Lease.Id, _work.Lease.Fencing, LeaseFailure.Released, "drains"), CancellationToken.None);
        await _node.Client.Heartbeat(new Heartbeat(1, true, [], [], 0), CancellationToken.None);

        var claims = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _node.Claim(16)));

        Assert.All(claims, Assert.Empty);
        await _network.StillServes();
        await _other.Deliver(await _other.Next(WorkKind.Render));
        await _network.Settle(_job, _other, _node);
    }

    private async Task BannedTriesAgain()
    {
        Assert.Equal(("node-banned", 403), await CodeOf(_node.Claim()));
        Assert.Equal(NodeStatus.Banned, (await _node.Register()).Status);
        Assert.Equal(("node-banned", 403), await CodeOf(_node.Claim()));
        Assert.Equal(("blob-store-refused", 403), await CodeOf(_node.Put([1, 2, 3])));
        Assert.Equal(("blob-unknown", 404), await CodeOf(Read(_node, _work.Task.Package)));
    }

    private async Task GivenToTheOther(string reason)
    {
        var task = await _network.Task(_work.Task.Id);
        Assert.Equal((TaskState.Open, TaskEvent.ReceiptInvalid), (task.State, task.History[^1].Event));
        Assert.Contains(reason, task.History[^1].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(await _network.Ledger(), entry => entry.Kind == LedgerEntryKind.ReceiptRecorded);
        await _other.Deliver(await _other.Next(WorkKind.Render));
        await _network.Settle(_job, _other, _node);
        Assert.Equal(_other.Identity.Id, (await _network.Task(_work.Task.Id)).Node);
    }

    private static async Task Read(PlayedNode node, Digest blob)
    {
        using var content = new MemoryStream();
        await node.Client.GetBlob(blob, content, 1 << 20, CancellationToken.None);
    }

    private static async Task<(string Code, int Status)> CodeOf(Task request) => await Refusals.Of(request) is var problem ? (problem.Code, problem.Status) : default;

    /// <summary>The other value of s that verifies.</summary>
    private static byte[] HighTwin(byte[] signature)
    {
        byte[] twin = [.. signature];
        var s = Order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var bytes = s.ToByteArray(isUnsigned: true, isBigEndian: true);
        twin.AsSpan(32).Clear();
        bytes.CopyTo(twin, 64 - bytes.Length);
        return twin;
    }
}
