using Render.Network.Chunks;
using Render.Network.Proof;

namespace Render.Network.Tests.Chunks;

/// <summary>Identifiers that <c>ipfs-unixfs-importer</c> 15 made of the same bytes (CIDv1, raw leaves, 174 links).</summary>
public class CidTests
{
    [Theory]
    [InlineData("hello world", "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    [InlineData("abc", "bafkreif2pall7dybz7vecqka3zo24irdwabwdi4wc55jznaq75q7eaavvu")]
    [InlineData("", "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku")]
    public void SmallFile_Cid_IsTheRawBlockOfItsDigest(string text, string cid)
    {
        var list = ChunkList.Of(System.Text.Encoding.ASCII.GetBytes(text));
        Assert.Equal(cid, UnixFs.FileCid(list).ToString());
        Assert.Empty(UnixFs.FileNodes(list));
    }

    [Theory]
    [InlineData(20, 1_311_728, "bafybeiddxmo3bahkbq2lmt2fppxjzksrpoj5c57yh3q2ekqqbc2z54c6r4")]
    [InlineData(174, 11_411_974, "bafybeifyk6cieukvrbbjxqeyc4bsuahzd4n22yzbr4yl3izkihrstbvkz4")]
    [InlineData(175, 11_477_679, "bafybeigf3svmfvik7skcr3x67oaajwtwd3i26fck5c3fll4sudnh7chvfi")]
    [InlineData(400, 26_234_595, "bafybeidkxncdunrd5rgrrtq5dax3xngqirjqbkjv7ge324jtcdqyhumqfu")]
    public void LargeFile_Cid_IsTheRootOfItsTree(int chunks, long treeBytes, string cid)
    {
        var list = ChunkData.Even(chunks);
        Assert.Equal((cid, treeBytes), (UnixFs.FileCid(list).ToString(), UnixFs.TreeBytes(list)));
    }

    [Fact]
    public void Folder_Cid_IsThatOfItsSortedNames() => Assert.Equal(
        "bafybeibhkr5uh7bly3x55gzuigs6fniu3z5dw67r6hpud7qfxoiu4ru3pe",
        UnixFs.Folder([("0001.png", Cid.Raw(Digest.Of("hello world"u8)), 11), ("0000.png", Cid.Raw(Digest.Of("abc"u8)), 3)]).Cid.ToString());

    [Fact]
    public void Cid_Text_IsReadBack()
    {
        var cid = new Cid(CidCodec.DagPb, Digest.Of("x"u8));
        Assert.True(Cid.TryParse(cid.ToString(), out var read));
        Assert.Equal(cid, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG")]
    [InlineData("Bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    [InlineData("bAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f")]
    [InlineData("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n51")]
    [InlineData("bagcreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e")]
    public void Cid_OfAnotherForm_IsNotRead(string text) => Assert.False(Cid.TryParse(text, out _));
}
